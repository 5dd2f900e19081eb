accounts-sign-out = Выйти
