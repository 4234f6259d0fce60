# Left and right become start and end, in a stylesheet that is compressed.
s/([;{])(margin|padding|border)-left([a-z-]*:)/\1\2-inline-start\3/g
s/([;{])(margin|padding|border)-right([a-z-]*:)/\1\2-inline-end\3/g
s/([;{])left:/\1inset-inline-start:/g
s/([;{])right:/\1inset-inline-end:/g
s/([;{])float:left/\1float:inline-start/g
s/([;{])float:right/\1float:inline-end/g
s/([;{])text-align:left/\1text-align:start/g
s/([;{])text-align:right/\1text-align:end/g
