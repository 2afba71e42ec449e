"""What problems are about: one package a domain, each a plug-in of `puma_data`."""
