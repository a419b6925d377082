"""Commands of this door for developers."""
