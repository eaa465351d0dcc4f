"""What changes: proposals, plans, their application, differences and drills."""
