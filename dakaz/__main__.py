"""``python -m dakaz`` is ``dakaz``."""

from dakaz.cli import main

if __name__ == "__main__":
    main()
