"""What pyproject.toml cannot say: `templates/` is installed as `puma_data.templates`, beside the packages found."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["puma_data*", "generators*", "puma_train*"]), "puma_data.templates"],
    package_dir={"puma_data.templates": "templates"},
)
