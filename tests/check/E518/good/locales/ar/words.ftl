language-name = العربية
side = هذه صفحة { $service }.
