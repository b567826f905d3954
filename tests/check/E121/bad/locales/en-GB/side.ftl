side = This is page { NUMBER(1) }.
