"""The main job from end to end, on facts of published patients: make demo."""
