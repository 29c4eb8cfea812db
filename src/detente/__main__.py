"""`python -m detente`: the same as the command `detente`."""

from detente.cli import main

if __name__ == "__main__":
    main()
