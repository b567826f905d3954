language-name = العربية
side = Telegram: هذه صفحة { $service }.
