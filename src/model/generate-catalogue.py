#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the HAP catalogue as static C tables.

generate-catalogue.py CATALOGUE.json OUTPUT.c            the tables
generate-catalogue.py --labels CATALOGUE.json OUTPUT.h   its words, for translators

The second file is kept in the source tree, because translators' tools read
only that; a test compares it with what this prints.
"""

import json
import sys

FORMATS = ['bool', 'int', 'float', 'string', 'uint8', 'uint16', 'uint32', 'uint64', 'data', 'tlv8']
UNITS = ['celsius', 'percentage', 'arcdegrees', 'lux', 'seconds', 'ppm', 'ug_m3', 'mired']

# The catalogue's labels are the constants of its source in lower case; these are what a
# person calls the same thing.
VALUE_LABELS = {
    ('active', 0): 'Off',
    ('active', 1): 'On',
    ('carbon_dioxide_detected', 0): 'CO₂ normal',
    ('carbon_dioxide_detected', 1): 'CO₂ too high',
    ('carbon_monoxide_detected', 0): 'CO normal',
    ('carbon_monoxide_detected', 1): 'CO detected',
    ('contact_sensor_state', 0): 'Closed',
    ('contact_sensor_state', 1): 'Open',
    ('current_media_state', 0): 'Playing',
    ('current_media_state', 1): 'Paused',
    ('current_media_state', 2): 'Stopped',
    ('current_heating_cooling_state', 1): 'Heating',
    ('current_heating_cooling_state', 2): 'Cooling',
    ('filter_change_indication', 0): 'Filter fine',
    ('leak_detected', 0): 'No leak',
    ('leak_detected', 1): 'Leak',
    ('lock_current_state', 0): 'Unlocked',
    ('lock_current_state', 1): 'Locked',
    ('lock_last_known_action', 0): 'Locked by hand from inside',
    ('lock_last_known_action', 1): 'Unlocked by hand from inside',
    ('lock_last_known_action', 2): 'Locked by hand from outside',
    ('lock_last_known_action', 3): 'Unlocked by hand from outside',
    ('lock_last_known_action', 4): 'Locked by keypad',
    ('lock_last_known_action', 5): 'Unlocked by keypad',
    ('lock_last_known_action', 6): 'Locked remotely',
    ('lock_last_known_action', 7): 'Unlocked remotely',
    ('lock_last_known_action', 8): 'Locked by auto-lock',
    ('lock_last_known_action', 9): 'Locked by hand',
    ('lock_last_known_action', 10): 'Unlocked by hand',
    ('lock_physical_controls', 0): 'Unlocked',
    ('lock_physical_controls', 1): 'Locked',
    ('lock_target_state', 0): 'Unlocked',
    ('lock_target_state', 1): 'Locked',
    ('occupancy_detected', 0): 'Vacant',
    ('occupancy_detected', 1): 'Occupied',
    ('position_state', 0): 'Closing',
    ('position_state', 1): 'Opening',
    ('position_state', 2): 'Not moving',
    ('rotation_direction', 1): 'Counter-clockwise',
    ('security_system_current_state', 0): 'Home',
    ('security_system_current_state', 1): 'Away',
    ('security_system_current_state', 2): 'Night',
    ('security_system_current_state', 3): 'Off',
    ('security_system_current_state', 4): 'Triggered',
    ('security_system_target_state', 0): 'Home',
    ('security_system_target_state', 1): 'Away',
    ('security_system_target_state', 2): 'Night',
    ('security_system_target_state', 3): 'Off',
    ('smoke_detected', 0): 'No smoke',
    ('smoke_detected', 1): 'Smoke',
    ('status_low_battery', 0): 'Battery fine',
    ('status_low_battery', 1): 'Battery low',
    ('swing_mode', 0): 'Off',
    ('swing_mode', 1): 'On',
}

# Likewise the names of what is read and set: what something is has the plain word, what was asked of it says so.
NAMES = {
    'active': 'On',
    'charging_state': 'Charging',
    'color_temperature': 'Colour temperature',
    'current_air_purifier_state': 'Doing now',
    'current_ambient_light_level': 'Light level',
    'current_door_state': 'Door',
    'current_fan_state': 'Doing now',
    'current_heater_cooler_state': 'Doing now',
    'current_heating_cooling_state': 'Doing now',
    'current_horizontal_tilt_angle': 'Horizontal tilt',
    'current_humidifier_dehumidifier_state': 'Doing now',
    'current_media_state': 'Playback',
    'current_position': 'Position',
    'current_relative_humidity': 'Humidity',
    'current_slat_state': 'Slats',
    'current_temperature': 'Temperature',
    'current_tilt_angle': 'Tilt',
    'current_vertical_tilt_angle': 'Vertical tilt',
    'current_visibility_state': 'Visibility',
    'filter_change_indication': 'Filter state',
    'filter_life_level': 'Filter life',
    'hold_position': 'Stop',
    'lock_current_state': 'Lock',
    'lock_last_known_action': 'Last action',
    'lock_management_auto_security_timeout': 'Locks itself after',
    'lock_physical_controls': 'Child lock',
    'lock_target_state': 'Lock asked for',
    'obstruction_detected': 'Obstruction',
    'outlet_in_use': 'In use',
    'program_mode': 'Programme',
    'programmable_switch_event': 'Last press',
    'remaining_duration': 'Time left',
    'reset_filter_indication': 'Reset',
    'rotation_direction': 'Direction',
    'rotation_speed': 'Speed',
    'security_system_alarm_type': 'Kind of alarm',
    'security_system_current_state': 'Mode',
    'security_system_target_state': 'Mode asked for',
    'service_label_index': 'Number',
    'set_duration': 'Duration',
    'status_fault': 'Fault',
    'status_low_battery': 'Battery state',
    'status_tampered': 'Tampering',
    'swing_mode': 'Swing',
    'target_air_purifier_state': 'Mode',
    'target_door_state': 'Door asked for',
    'target_fan_state': 'Mode',
    'target_heater_cooler_state': 'Mode',
    'target_heating_cooling_state': 'Mode',
    'target_horizontal_tilt_angle': 'Horizontal tilt asked for',
    'target_humidifier_dehumidifier_state': 'Mode',
    'target_media_state': 'Playback asked for',
    'target_position': 'Position asked for',
    'target_relative_humidity': 'Target humidity',
    'target_tilt_angle': 'Tilt asked for',
    'target_vertical_tilt_angle': 'Vertical tilt asked for',
    'target_visibility_state': 'Visibility asked for',
}


def quote(text):
    if text is None:
        return 'NULL'
    return json.dumps(text, ensure_ascii=False)


def number(value):
    return repr(float(value or 0))


def boolean(value):
    return 'true' if value else 'false'


def sentence_case(name):
    """Service Label Namespace -> Service label namespace, abbreviations aside."""
    first, *rest = name.split(' ')
    return ' '.join([first] + [w if w.isupper() or any(c.isdigit() for c in w) else w.lower() for w in rest])


def characteristic_name(characteristic):
    return NAMES.get(characteristic['id']) or sentence_case(characteristic['name'])


def value_label(characteristic, value):
    return VALUE_LABELS.get((characteristic['id'], value['value']), value['label'])


def category_name(category):
    return category['id'].replace('_', ' ').capitalize()


def strings(out, name, items):
    out.append('static const char *const %s[] = { %s };'
               % (name, ', '.join([quote(i) for i in items] + ['NULL'])))


def index(out, name, entries, uuids=True):
    """A table of every name in byte order; ids win over aliases, these over UUIDs."""
    keys = {}
    ranks = [lambda e: [e['id']], lambda e: e['aliases']]
    if uuids:
        ranks += [lambda e: [e['uuid']], lambda e: [e['uuid_full']]]
    for rank in ranks:
        for at, entry in enumerate(entries):
            for key in rank(entry):
                keys.setdefault(key.lower(), at)
    out.append('const BoCatalogueName _bo_catalogue_%s_names[] = {' % name)
    out += ['  { %s, %d },' % (quote(key), keys[key]) for key in sorted(keys, key=lambda k: k.encode())]
    out += ['};', 'const size_t _bo_catalogue_n_%s_names = %d;' % (name, len(keys))]


def value_type(characteristic):
    unit = characteristic['unit'] or characteristic.get('implied_unit')
    values = characteristic['valid_values'] or []
    c = characteristic
    return '{ %s, BO_FORMAT_%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %d, %d, false }' % (
        quote(c['id']),
        c['format'].upper(),
        'BO_UNIT_' + unit.upper() if unit else 'BO_UNIT_NONE',
        quote(unit),
        boolean(c['min'] is not None), boolean(c['max'] is not None), boolean(c['step']),
        number(c['min']), number(c['max']), number(c['step']),
        'values_' + c['id'] if values else 'NULL', len(values),
        c['max_len'] or 0)


def characteristics(out, entries):
    for c in entries:
        strings(out, 'aliases_of_' + c['id'], c['aliases'])
        if c['valid_values']:
            out.append('static const BoValidValue values_%s[] = {' % c['id'])
            out += ['  { %d, %s, %s },' % (v['value'], quote(v['name']), quote(value_label(c, v)))
                    for v in c['valid_values']]
            out.append('};')
    out.append('const BoCharacteristicSpec _bo_catalogue_characteristics[] = {')
    for c in entries:
        default = None if c['default_value'] is None else json.dumps(c['default_value'])
        out.append('  { %s, %s, %s, aliases_of_%s, %s, %s, %s, %s, %s, %s },' % (
            quote(c['id']), quote(characteristic_name(c)), quote(c['uuid']), c['id'], quote(default),
            value_type(c), boolean(c['readable']), boolean(c['writable']), boolean(c['notifies']),
            boolean(c['plumbing'])))
    out += ['};', 'const size_t _bo_catalogue_n_characteristics = %d;' % len(entries)]


def services(out, entries):
    for s in entries:
        strings(out, 'service_aliases_of_' + s['id'], s['aliases'])
        strings(out, 'required_of_' + s['id'], s['required'])
        strings(out, 'optional_of_' + s['id'], s['optional'])
    out.append('const BoServiceSpec _bo_catalogue_services[] = {')
    for s in entries:
        hint = s.get('ui_hint') or {}
        out.append('  { %s, %s, %s, %s, service_aliases_of_%s, required_of_%s, optional_of_%s, %s, %s, %s },' % (
            quote(s['id']), quote(sentence_case(s['name'])), quote(s['uuid']), quote(s['group']),
            s['id'], s['id'], s['id'], quote(hint.get('tile_state')), quote(hint.get('tap_writes')),
            boolean(s['plumbing'])))
    out += ['};', 'const size_t _bo_catalogue_n_services = %d;' % len(entries)]


def categories(out, entries):
    for c in entries:
        strings(out, 'category_aliases_of_' + c['id'], c['aliases'])
    out.append('const BoCategorySpec _bo_catalogue_categories[] = {')
    out += ['  { %d, %s, %s, category_aliases_of_%s },'
            % (c['value'], quote(c['id']), quote(category_name(c)), c['id']) for c in entries]
    out += ['};', 'const size_t _bo_catalogue_n_categories = %d;' % len(entries)]


def tables(catalogue):
    out = ['/* SPDX-License-Identifier: GPL-3.0-or-later */',
           '/* Made from hap-catalogue.json by generate-catalogue.py. */',
           '#include "bo-catalogue-private.h"']
    services(out, catalogue['services'])
    characteristics(out, catalogue['characteristics'])
    categories(out, catalogue['accessory_categories'])
    index(out, 'service', catalogue['services'])
    index(out, 'characteristic', catalogue['characteristics'])
    index(out, 'category', catalogue['accessory_categories'], uuids=False)
    return out


def labels(catalogue):
    """Contexts keep "Off" of a mode apart from "Off" of an alarm: languages differ there."""
    out = ['/* SPDX-License-Identifier: GPL-3.0-or-later */',
           '/* The words of hap-catalogue.json for translators, made by generate-catalogue.py --labels. */',
           '']
    for s in catalogue['services']:
        if not s['plumbing']:
            out.append('NC_("service", %s)' % quote(sentence_case(s['name'])))
    for c in catalogue['characteristics']:
        if not c['plumbing']:
            out.append('NC_("characteristic", %s)' % quote(characteristic_name(c)))
            out += ['NC_("%s", %s)' % (c['id'], quote(value_label(c, v))) for v in c['valid_values'] or []]
    out += ['NC_("category", %s)' % quote(category_name(c)) for c in catalogue['accessory_categories']]
    return out


def main(arguments):
    make = tables
    if arguments[0] == '--labels':
        make = labels
        arguments = arguments[1:]
    with open(arguments[0], encoding='utf-8') as source:
        catalogue = json.load(source)
    with open(arguments[1], 'w', encoding='utf-8') as target:
        target.write('\n'.join(make(catalogue)) + '\n')


main(sys.argv[1:])
