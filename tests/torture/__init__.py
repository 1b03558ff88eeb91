"""What must hold however often it is tried: few cases in `make test`, all of them in `make torture`."""
