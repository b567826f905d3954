side = Considerable documentation necessitates organisational clarification regarding administrative responsibilities, institutional arrangements, accountability.
