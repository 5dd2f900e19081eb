accounts-sign-out = Sign out
