#!/usr/bin/env python3
"""Builds packs/reference/exchange_rates.tsv from the monthly and yearly files of the dataset `exchange-rates`.

  python3 scripts/build_exchange_rates.py MONTHLY.csv ANNUAL.csv > packs/reference/exchange_rates.tsv

Both inputs have the columns Date,Country,Exchange rate: units of the country's currency per US dollar.
Where the source has no yearly average (the United Kingdom, Mexico and the currencies that the euro replaced)
the year's figure is the mean of its twelve months, and is marked with an asterisk.
"""
import collections
import csv
import decimal
import sys

CURRENCY = {
    'Australia': 'AUD', 'Austria': 'ATS', 'Belgium': 'BEF', 'Brazil': 'BRL', 'Canada': 'CAD', 'China': 'CNY',
    'Denmark': 'DKK', 'Euro': 'EUR', 'Finland': 'FIM', 'France': 'FRF', 'Germany': 'DEM', 'Greece': 'GRD',
    'Hong Kong': 'HKD', 'India': 'INR', 'Ireland': 'IEP', 'Italy': 'ITL', 'Japan': 'JPY', 'Malaysia': 'MYR',
    'Mexico': 'MXN', 'Netherlands': 'NLG', 'New Zealand': 'NZD', 'Norway': 'NOK', 'Portugal': 'PTE',
    'Singapore': 'SGD', 'South Africa': 'ZAR', 'South Korea': 'KRW', 'Spain': 'ESP', 'Sri Lanka': 'LKR',
    'Sweden': 'SEK', 'Switzerland': 'CHF', 'Taiwan': 'TWD', 'Thailand': 'THB', 'United Kingdom': 'GBP',
}
# Venezuela is left out: its three redenominations make one series out of four currencies.


def read(path):
    rates = {}
    with open(path, newline='', encoding='utf-8') as lines:
        for row in csv.DictReader(lines):
            code = CURRENCY.get(row['Country'])
            if code and row['Exchange rate']:
                rates[(code, row['Date'][:7])] = row['Exchange rate']
    return rates


def main():
    monthly, annual = read(sys.argv[1]), read(sys.argv[2])
    years = collections.defaultdict(set)
    for code, date in list(monthly) + list(annual):
        years[code].add(int(date[:4]))
    print('# Exchange rates: units of the currency per US dollar.')
    print('# Source: US Federal Reserve (H.10 / G.5), by the dataset "exchange-rates" of Datahub; public domain.')
    print('# Columns: currency, year, yearly average, then January to December; "-" where the source has none;')
    print('# "*" before a yearly figure that is the mean of its twelve months.')
    for code in sorted(years):
        for year in sorted(years[code]):
            months = [monthly.get((code, f'{year}-{m:02d}'), '-') for m in range(1, 13)]
            average = annual.get((code, f'{year}-01'), '-')
            if average == '-' and '-' not in months:
                mean = sum(decimal.Decimal(m) for m in months) / 12
                average = '*' + str(mean.quantize(decimal.Decimal('0.0001')))
            print('\t'.join([code, str(year), average] + months))


if __name__ == '__main__':
    main()
