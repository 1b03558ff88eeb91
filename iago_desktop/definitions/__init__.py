"""What forms say: data only.  What it means is in rules/."""
