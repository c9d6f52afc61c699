"""What Lambda calls, but for the stages (`handler.py`): each function on what `bootstrap` built."""
