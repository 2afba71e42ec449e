"""The engine: exact numbers, facts, figures, closure, trace-back and verification. It knows no theorem and no shape."""
