"""A made season: what 46 units mail in 17 weeks, and what a careful clerk would have in force at its end."""
