"""Hand-kept English adjectives, common aliases, overrides and seats of government for the generator of economies.

Common knowledge of the English and Chinese languages; keys are ISO 3166-1 alpha-2. A `~` before an adjective says that
several economies share it, so that it counts only among words that tell which one is meant.
"""

ADJECTIVES = """
AD Andorran|AE Emirati|AF Afghan|AG Antiguan|AI Anguillian|AL Albanian|AM Armenian|AO Angolan|AR Argentine,Argentinian|AT Austrian
AU Australian|AW Aruban|AZ Azerbaijani|BA Bosnian|BB Barbadian|BD Bangladeshi|BE Belgian|BF Burkinabe|BG Bulgarian|BH Bahraini
BI Burundian|BJ Beninese|BM Bermudian|BN Bruneian|BO Bolivian|BR Brazilian|BS Bahamian|BT Bhutanese|BW Botswanan|BY Belarusian
BZ Belizean|CA Canadian|CH Swiss|CI Ivorian|CL Chilean|CM Cameroonian|CN Chinese|CO Colombian|CR Costa Rican|CU Cuban
CV Cape Verdean|CY Cypriot|CZ Czech|DE German|DJ Djiboutian|DK Danish|DO ~Dominican|DM ~Dominican|DZ Algerian|EC Ecuadorian|EE Estonian
EG Egyptian|ER Eritrean|ES Spanish|ET Ethiopian|FI Finnish|FJ Fijian|FR French|GA Gabonese|GB British|GD Grenadian|GE Georgian
GH Ghanaian|GM Gambian|GN ~Guinean|GR Greek|GT Guatemalan|GY Guyanese|HN Honduran|HR Croatian|HT Haitian|HU Hungarian
ID Indonesian|IE Irish|IL Israeli|IN Indian|IQ Iraqi|IR Iranian|IS Icelandic|IT Italian|JM Jamaican|JO Jordanian|JP Japanese
KE Kenyan|KG Kyrgyz|KH Cambodian|KM Comorian|KP North Korean|KR South Korean,Korean|KW Kuwaiti|KZ Kazakh,Kazakhstani|LA Laotian
LB Lebanese|LI Liechtensteiner|LK Sri Lankan|LR Liberian|LS Basotho|LT Lithuanian|LU Luxembourgish|LV Latvian|LY Libyan
MA Moroccan|MC Monegasque|MD Moldovan|ME Montenegrin|MG Malagasy|MK Macedonian|ML Malian|MM Burmese|MN Mongolian|MO Macanese
MR Mauritanian|MT Maltese|MU Mauritian|MV Maldivian|MW Malawian|MX Mexican|MY Malaysian|MZ Mozambican|NA Namibian|NE Nigerien
NG Nigerian|NI Nicaraguan|NL Dutch|NO Norwegian|NP Nepali,Nepalese|NZ New Zealander|OM Omani|PA Panamanian|PE Peruvian
PG Papua New Guinean|PH Philippine,Filipino|PK Pakistani|PL Polish|PR Puerto Rican|PS Palestinian|PT Portuguese|PY Paraguayan
QA Qatari|RO Romanian|RS Serbian|RU Russian|RW Rwandan|SA Saudi,Saudi Arabian|SB Solomon Islander|SC Seychellois|SD Sudanese
SE Swedish|SG Singaporean|SI Slovenian|SK Slovak|SL Sierra Leonean|SM Sammarinese|SN Senegalese|SO Somali|SR Surinamese
SS South Sudanese|SV Salvadoran|SY Syrian|SZ Swazi|TD Chadian|TG Togolese|TH Thai|TJ Tajik|TL Timorese|TM Turkmen|TN Tunisian
TO Tongan|TR Turkish|TT Trinidadian|TW Taiwanese|TZ Tanzanian|UA Ukrainian|UG Ugandan|US American|UY Uruguayan|UZ Uzbek
VE Venezuelan|VN Vietnamese|WS Samoan|YE Yemeni|ZA South African|ZM Zambian|ZW Zimbabwean|CD ~Congolese|CG ~Congolese|GQ Equatorial Guinean
GW Bissau-Guinean|CF Central African|GL Greenlandic|FO Faroese|XK Kosovar|KI I-Kiribati|MH Marshallese|FM Micronesian|PW Palauan|VU Ni-Vanuatu
"""

# Primary English and Chinese names where the reference data's are not what people write.
PRIMARY_EN = {
    "HK": "Hong Kong", "MO": "Macao", "MM": "Myanmar", "CD": "Democratic Republic of the Congo", "CG": "Republic of the Congo",
    "CI": "Ivory Coast", "TR": "Turkey", "PS": "Palestine", "BA": "Bosnia and Herzegovina", "AG": "Antigua and Barbuda",
    "KN": "Saint Kitts and Nevis", "LC": "Saint Lucia", "VC": "Saint Vincent and the Grenadines", "ST": "Sao Tome and Principe",
    "TT": "Trinidad and Tobago", "TC": "Turks and Caicos Islands", "WF": "Wallis and Futuna", "PM": "Saint Pierre and Miquelon",
    "BL": "Saint Barthelemy", "MF": "Saint Martin", "SH": "Saint Helena", "SJ": "Svalbard and Jan Mayen", "RE": "Reunion",
    "CW": "Curacao", "AX": "Aland Islands", "GS": "South Georgia and the South Sandwich Islands", "CZ": "Czech Republic", "HM": "Heard and McDonald Islands",
}
PRIMARY_ZH = {"HK": "香港", "MO": "澳门", "PS": "巴勒斯坦", "TW": "台湾", "MM": "缅甸"}
PRIMARY_HANT = {"HK": "香港", "MO": "澳門", "PS": "巴勒斯坦", "TW": "台灣", "MM": "緬甸"}

ALIASES_EN = {
    "US": ["United States of America", "America"], "CN": ["People's Republic of China", "Mainland China", "Communist China", "PR China", "P.R. China"],
    "TW": ["Republic of China", "Chinese Taipei", "Taiwan, China", "Republic of China (Taiwan)"], "KR": ["Republic of Korea", "Korea", "Korea, Rep.", "Korea, South", "S. Korea"],
    "KP": ["Democratic People's Republic of Korea", "N. Korea"], "HK": ["Hong Kong SAR", "Hong Kong, China", "Hong Kong Special Administrative Region", "Hongkong"],
    "MO": ["Macau", "Macao SAR", "Macao, China"], "GB": ["Great Britain", "Britain", "United Kingdom of Great Britain and Northern Ireland"],
    "RU": ["Russian Federation"], "IR": ["Islamic Republic of Iran"], "SY": ["Syrian Arab Republic"], "VN": ["Viet Nam"], "LA": ["Lao PDR", "Lao People's Democratic Republic"],
    "CZ": ["Czechia"], "TR": ["Türkiye", "Republic of Türkiye"], "NL": ["the Netherlands", "Holland"], "AE": ["the Emirates"], "SA": ["Kingdom of Saudi Arabia"],
    "MM": ["Burma"], "CI": ["Côte d'Ivoire"], "CD": ["DR Congo", "Congo-Kinshasa"], "CG": ["Congo-Brazzaville"], "PS": ["Palestinian Territories", "State of Palestine", "Palestinian Authority"],
    "SZ": ["Swaziland"], "MK": ["Macedonia"], "CV": ["Cabo Verde"], "TL": ["East Timor"], "VA": ["Holy See", "Vatican"], "FM": ["Micronesia"], "BN": ["Brunei Darussalam"],
    "MD": ["Republic of Moldova"], "TZ": ["United Republic of Tanzania"], "BO": ["Plurinational State of Bolivia"], "VE": ["Bolivarian Republic of Venezuela"], "FK": ["Falklands"],
}
ABBREVIATIONS = {
    "US": ["US", "U.S.", "USA", "U.S.A."], "CN": ["PRC", "P.R.C."], "TW": ["ROC", "R.O.C."], "KR": ["ROK", "R.O.K."], "KP": ["DPRK"], "GB": ["UK", "U.K."],
    "AE": ["UAE", "U.A.E."], "HK": ["HKSAR"], "CD": ["DRC"], "NZ": ["NZ"], "SA": ["KSA"], "RU": [], "PG": ["PNG"], "CF": ["CAR"],
}
ABBREVIATIONS["CF"] = []  # "CAR" in capitals is more often a car
ALIASES_ZH = {
    "CN": ["中华人民共和国", "中国大陆", "中方"], "US": ["美利坚合众国", "美方"], "JP": ["日本国", "日方"], "KR": ["大韩民国", "南韩", "韩方"],
    "KP": ["朝鲜民主主义人民共和国", "北韩", "北朝鲜"], "TW": ["中华民国", "中国台湾", "台湾地区", "台方"], "HK": ["中国香港", "香港特别行政区", "香港特区", "港府"], "MO": ["中国澳门", "澳门特别行政区"],
    "GB": ["大不列颠及北爱尔兰联合王国", "联合王国", "英方"], "DE": ["德意志联邦共和国", "德方"], "FR": ["法兰西共和国", "法方"], "RU": ["俄罗斯联邦", "俄方", "俄国"], "EU": [], "IN": ["印方"], "SG": ["新加坡共和国", "星洲"],
    "NL": ["荷兰王国", "荷方"], "AE": ["阿联酋", "阿拉伯联合酋长国"], "SA": ["沙特", "沙特阿拉伯王国"], "CA": ["加方"], "AU": ["澳大利亚联邦", "澳洲", "澳方"], "NZ": ["纽西兰"], "TH": ["泰方"], "VN": ["越方"], "MY": ["大马"],
    "TR": ["土方"], "IT": ["意方"], "UA": ["乌方"],
}
ALIASES_HANT = {
    "SA": ["沙烏地阿拉伯", "沙烏地"], "AE": ["阿拉伯聯合大公國", "阿聯"], "NZ": ["紐西蘭"], "AU": ["澳洲"], "IT": ["義大利"], "KZ": ["哈薩克"], "GE": ["喬治亞"], "QA": ["卡達"], "YE": ["葉門"], "OM": ["阿曼"], "CY": ["賽普勒斯"],
    "HR": ["克羅埃西亞"], "SI": ["斯洛維尼亞"], "BA": ["波士尼亞與赫塞哥維納", "波赫"], "NG": ["奈及利亞"], "KE": ["肯亞"], "ET": ["衣索比亞"], "ZA": ["南非"], "SG": ["星國"], "LA": ["寮國"], "TJ": ["塔吉克"], "UZ": ["烏茲別克"], "TM": ["土庫曼"], "KG": ["吉爾吉斯"],
    "AZ": ["亞塞拜然"], "CI": ["象牙海岸"], "TZ": ["坦尚尼亞"], "ZM": ["尚比亞"], "ZW": ["辛巴威"], "RW": ["盧安達"], "MZ": ["莫三比克"], "EC": ["厄瓜多"], "CR": ["哥斯大黎加"], "GT": ["瓜地馬拉"], "HN": ["宏都拉斯"], "DO": ["多明尼加"], "TT": ["千里達及托巴哥"],
}

# The place (id in places.textproto) that stands for the government, with the names that do.
SEATS = {
    "CN": ["Beijing", "北京", "Zhongnanhai", "中南海"], "US": ["Washington", "Washington, D.C.", "华盛顿", "华府", "華府"], "EU": ["Brussels", "布鲁塞尔"], "GB": ["London", "Whitehall", "Downing Street", "Westminster", "伦敦", "唐宁街"], "JP": ["Tokyo", "东京"],
    "KR": ["Seoul", "首尔"], "IN": ["New Delhi", "Delhi", "新德里"], "FR": ["Paris", "Elysée", "巴黎", "爱丽舍宫"], "DE": ["Berlin", "柏林"], "RU": ["Moscow", "Kremlin", "莫斯科", "克里姆林宫"], "TW": ["Taipei", "台北", "臺北"], "CA": ["Ottawa", "渥太华"],
    "AU": ["Canberra", "堪培拉", "坎培拉"], "SA": ["Riyadh", "利雅得"], "AE": ["Abu Dhabi", "阿布扎比"], "IR": ["Tehran", "德黑兰"], "UA": ["Kyiv", "Kiev", "基辅"], "IT": ["Rome", "罗马"], "ES": ["Madrid", "马德里"], "NL": ["The Hague", "海牙"], "TR": ["Ankara", "安卡拉"],
    "KP": ["Pyongyang", "平壤"], "VN": ["Hanoi", "河内"], "ID": ["Jakarta", "雅加达"], "BR": ["Brasília", "巴西利亚"], "MY": ["Putrajaya", "Kuala Lumpur", "吉隆坡"], "TH": ["Bangkok", "曼谷"], "PH": ["Manila", "马尼拉"], "IL": ["Jerusalem", "耶路撒冷"], "QA": ["Doha", "多哈"], "PL": ["Warsaw", "华沙"], "SE": ["Stockholm", "斯德哥尔摩"],
    "EG": ["Cairo", "开罗"], "MX": ["Mexico City", "墨西哥城"], "AR": ["Buenos Aires", "布宜诺斯艾利斯"], "KZ": ["Astana", "阿斯塔纳"], "CH": ["Bern", "伯尔尼"], "FI": ["Helsinki", "赫尔辛基"], "NO": ["Oslo", "奥斯陆"], "DK": ["Copenhagen", "哥本哈根"], "AT": ["Vienna", "维也纳"], "IE": ["Dublin", "都柏林"], "PT": ["Lisbon", "里斯本"], "GR": ["Athens", "雅典"], "PK": ["Islamabad", "伊斯兰堡"], "NG": ["Abuja", "阿布贾"], "KE": ["Nairobi", "内罗毕"], "ZA": ["Pretoria", "比勒陀利亚"],
}

# Names that are first names or ordinary words as well, or another place's: they need company.
CONTEXTUAL = {
    "GCC": {"the Gulf": ["UAE", "Saudi", "Saudi Arabia", "Emirates", "Qatar", "Abu Dhabi", "Riyadh", "Kuwait"]},
    "CN": {"大陆": ["台湾", "两岸", "香港", "北京", "中国"], "内地": ["香港", "澳门", "中国", "大陆"]},
    "GE": {"Georgia": ["Tbilisi", "Caucasus", "Georgian", "Armenia", "Russia", "Ukraine", "EU"]},
    "JO": {"Jordan": ["Amman", "Middle East", "Jordanian", "Israel", "Gulf", "Iraq", "Egypt", "Syria", "Kingdom"]},
    "TD": {"Chad": ["Africa", "African", "Chadian", "Sahel", "Niger", "Cameroon"]},
    "CD": {"Congo": ["Kinshasa", "Africa", "cobalt", "African", "Rwanda"]},
    "ML": {"Mali": ["Africa", "African", "Sahel", "Niger", "Bamako"]},
    "JE": {"Jersey": ["Channel Islands", "Guernsey", "offshore"]},
}

BLOCS = [
    ("EU", "European Union", ["EU bloc"], ["EU", "E.U."], ["European"], "欧洲联盟", ["欧盟", "欧方"], "歐洲聯盟", ["歐盟"]),
    ("ASEAN", "Association of Southeast Asian Nations", [], ["ASEAN"], [], "东南亚国家联盟", ["东盟"], "東南亞國家協會", ["東協"]),
    ("BRICS", "BRICS", ["BRICS countries", "BRICS nations"], [], [], "金砖国家", ["金砖五国", "金砖"], "金磚國家", []),
    ("G7", "G7", ["Group of Seven", "G-7"], [], [], "七国集团", ["G7集团"], "七大工業國組織", ["七大工業國"]),
    ("G20", "G20", ["Group of Twenty", "G-20"], [], [], "二十国集团", [], "二十國集團", []),
    ("OECD", "Organisation for Economic Co-operation and Development", ["OECD countries", "Organization for Economic Cooperation and Development"], ["OECD"], [], "经济合作与发展组织", ["经合组织"], "經濟合作暨發展組織", []),
    ("GCC", "Gulf Cooperation Council", ["Gulf states", "Gulf Arab states"], ["GCC"], [], "海湾阿拉伯国家合作委员会", ["海合会", "海湾国家"], "海灣合作理事會", []),
    ("AU-UNION", "African Union", [], [], [], "非洲联盟", ["非盟"], "非洲聯盟", []),
    ("APEC", "Asia-Pacific Economic Cooperation", [], ["APEC"], [], "亚太经济合作组织", ["亚太经合组织"], "亞太經濟合作會議", []),
    ("EURO-AREA", "euro area", ["eurozone", "euro zone"], [], [], "欧元区", [], "歐元區", []),
    ("QUAD", "Quadrilateral Security Dialogue", ["the Quad"], [], [], "四方安全对话", ["四方机制"], "四方安全對話", []),
    ("ASIAN-TIGERS", "Asian Tigers", ["Four Asian Tigers", "Asian Tiger economies", "Asian Tiger", "East Asian Tigers", "Asian tiger economy", "Four Little Dragons"], [], [], "亚洲四小龙", ["四小龙"], "亞洲四小龍", []),
    ("GLOBAL-SOUTH", "Global South", [], [], [], "全球南方", [], "全球南方", ["南方國家"]),
    ("SU", "Soviet Union", ["Union of Soviet Socialist Republics"], ["USSR", "U.S.S.R."], ["Soviet"], "苏联", ["苏维埃社会主义共和国联盟"], "蘇聯", []),
    ("DD", "East Germany", ["German Democratic Republic"], ["GDR"], ["East German"], "东德", ["德意志民主共和国"], "東德", []),
    ("YU", "Yugoslavia", [], [], ["Yugoslav"], "南斯拉夫", [], "南斯拉夫", []),
    ("XK", "Kosovo", [], [], ["Kosovar"], "科索沃", [], "科索沃", []),
    ("NORDICS", "Nordic countries", ["the Nordics", "Nordic states"], [], ["Nordic"], "北欧国家", ["北欧"], "北歐國家", []),
    ("LATIN-AMERICA", "Latin America", [], [], ["Latin American"], "拉丁美洲", ["拉美"], "拉丁美洲", []),
    ("AFRICA", "Africa", ["African continent"], [], ["African"], "非洲", [], "非洲", []),
    ("EUROPE", "Europe", [], [], [], "欧洲", [], "歐洲", []),
    ("SOUTHEAST-ASIA", "Southeast Asia", ["South-East Asia"], [], ["Southeast Asian"], "东南亚", [], "東南亞", []),
    ("EAST-ASIA", "East Asia", [], [], ["East Asian"], "东亚", [], "東亞", []),
    ("MIDDLE-EAST", "Middle East", [], [], ["Middle Eastern"], "中东", [], "中東", []),
]
MEMBERS = {
    "ASIAN-TIGERS": "KR TW SG HK", "G7": "US CA GB FR DE IT JP", "BRICS": "BR RU IN CN ZA", "ASEAN": "BN KH ID LA MY MM PH SG TH VN", "QUAD": "US JP IN AU", "GCC": "SA AE QA KW BH OM",
    "EU": "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE",
}
