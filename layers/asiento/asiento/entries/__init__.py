"""Entry points of the Lambda functions other than the stages (`handler.py`), on what `bootstrap` built."""
