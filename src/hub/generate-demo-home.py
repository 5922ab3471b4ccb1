#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the demo home out as entities and edges, in a C string.

    generate-demo-home.py demo-home.json hap-catalogue.json OUTPUT

Checks it on the way: every service and characteristic is in the catalogue, whatever a service requires
is there, values are in range, every service that isn't plumbing occurs. Ids stay names in double braces,
which the hub turns into UUIDs of its seed.
"""

import hashlib
import json
import sys

EDGE_FROM_ACCESSORY = {"documented_by", "controlled_by_app"}
DOOR_LIKE = {"controls"}


def fail(text):
    sys.exit(f"demo-home.json: {text}")


def ident(*parts):
    return "{{" + "/".join(parts) + "}}"


def check_value(where, characteristic, value):
    if value is None:
        return
    kind = characteristic["format"]
    right = {
        "bool": isinstance(value, bool),
        "string": isinstance(value, str),
        "float": isinstance(value, (int, float)) and not isinstance(value, bool),
    }.get(kind, isinstance(value, int) and not isinstance(value, bool))
    if not right:
        fail(f"{where}: {value!r} is no {kind}")
    low, high = characteristic["min"], characteristic["max"]
    if not isinstance(value, (bool, str)) and ((low is not None and value < low) or (high is not None and value > high)):
        fail(f"{where}: {value!r} is not within {low} and {high}")


class Home:
    def __init__(self, source, catalogue):
        self.source = source
        self.services = {s["id"]: s for s in catalogue["services"]}
        self.characteristics = {c["id"]: c for c in catalogue["characteristics"]}
        self.entities = []
        self.edges = []
        self.names = {}

    def add_entity(self, kind, name, content, source_type):
        identity = ident(kind, name)
        if identity in self.names.values():
            fail(f"two of one name: {identity}")
        self.names[name] = identity
        self.entities.append({"id": identity, "entity_type": kind, "name": name, "source_type": source_type,
                              "content": content})
        return identity

    def add_edge(self, kind, start, end):
        self.edges.append({"id": ident("edge", kind, start.strip("{}"), end.strip("{}")), "from": start, "to": end,
                           "type": kind})

    def characteristic(self, accessory, service, label, name, value):
        known = self.characteristics.get(name) or fail(f"{accessory}: no characteristic {name}")
        check_value(f"{accessory}/{service}/{name}", known, value)
        out = {"id": ident("characteristic", accessory, service, label, name), "characteristic_type": name,
               "value": value, "format": known["format"]}
        for key, source in (("unit", "unit"), ("min_value", "min"), ("max_value", "max"), ("step_value", "step")):
            if known[source] is not None:
                out[key] = known[source]
        out["is_readable"] = known["readable"]
        out["is_writable"] = known["writable"]
        out["supports_event_notification"] = known["notifies"]
        return out

    def information(self, accessory, content):
        return {"identify": None, "manufacturer": content["manufacturer"], "model": content["model"],
                "name": accessory, "serial_number": content["serial_number"],
                "firmware_revision": content["firmware_version"]}

    def service(self, accessory, content, index, kind, label, values):
        known = self.services.get(kind) or fail(f"{accessory}: no service {kind}")
        if kind == "accessory_information":
            values = self.information(accessory, content)
        for name in known["required"]:
            if name not in values:
                if "read" in self.characteristics[name]["perms"]:
                    fail(f"{accessory}/{kind}: {name} is required")
                values[name] = None
        for name in values:
            if name not in known["required"] and name not in known["optional"]:
                fail(f"{accessory}/{kind}: {name} does not belong there")
        key = label or str(index)
        return {"id": ident("service", accessory, kind, key), "service_type": kind,
                "name": label or (accessory if index == 0 else known["name"]), "is_primary": index == 0,
                "is_user_interactive": "write" in {p for n in values for p in self.characteristics[n]["perms"]},
                "characteristics": [self.characteristic(accessory, kind, key, n, v) for n, v in values.items()]}

    def accessory(self, item):
        maker, model, firmware = item["make"].split("|")
        serial = hashlib.sha256(item["name"].encode()).hexdigest()[:10].upper()
        content = dict(item.get("capability", {}))
        content |= {"manufacturer": maker, "model": model, "serial_number": serial, "firmware_version": firmware,
                    "is_reachable": item.get("is_reachable", True), "is_blocked": False,
                    "is_bridge": item.get("is_bridge", False)}
        if "bridge" in item:
            content["bridge_id"] = self.names[item["bridge"]]
        if "services" in item:
            content["category"] = item["category"]
            content["services"] = [self.service(item["name"], content, i, *s) for i, s in enumerate(item["services"])]
        identity = self.add_entity("device", item["name"], content, "homekit" if "services" in item else "manual")
        self.add_edge("located_in", identity, self.names["@" + item["room"]])

    def document(self, kind, name, content, about):
        identity = self.add_entity(kind, name, content, "manual")
        for target, edge in about:
            other = self.names.get(target) or fail(f"{name}: no {target}")
            if edge in EDGE_FROM_ACCESSORY or edge in DOOR_LIKE:
                self.add_edge(edge, other, identity)
            else:
                self.add_edge(edge, identity, other)

    def scene(self, name, actions):
        out = []
        for accessory, service, characteristic, value in actions:
            entity = next((e for e in self.entities if e["name"] == accessory), None) or fail(f"{name}: no {accessory}")
            found = next((c for s in entity["content"]["services"] if s["service_type"] == service
                          for c in s["characteristics"] if c["characteristic_type"] == characteristic), None)
            if found is None:
                fail(f"{name}: {accessory} has no {service}/{characteristic}")
            check_value(f"{name}/{accessory}", self.characteristics[characteristic], value)
            out.append({"accessory_id": entity["id"], "characteristic_id": found["id"], "value": value})
        identity = self.add_entity("automation", name, {"kind": "scene", "actions": out}, "manual")
        for accessory in dict.fromkeys(a[0] for a in actions):
            self.add_edge("automates", identity, self.names[accessory])

    def check_complete(self):
        wanted = {s["id"] for s in self.services.values() if not s["plumbing"]}
        held = {s["service_type"] for e in self.entities if e["entity_type"] == "device"
                for s in e["content"].get("services", [])}
        if wanted - held:
            fail(f"services missing: {', '.join(sorted(wanted - held))}")

    def build(self):
        home = self.add_entity("home", self.source["home"]["name"], self.source["home"]["content"], "manual")
        for name, level in self.source["zones"]:
            self.add_edge("part_of", self.add_entity("zone", name, {"level": level}, "manual"), home)
        for name, zone in self.source["rooms"]:
            room = self.add_entity("room", name, {}, "manual")
            self.names["@" + name] = room
            self.add_edge("part_of", room, home)
            self.add_edge("located_in", room, self.names[zone])
        for item in self.source["accessories"]:
            self.accessory(item)
        for item in self.source["documents"]:
            self.document(*item)
        for item in self.source["scenes"]:
            self.scene(*item)
        self.check_complete()
        return {"entities": self.entities, "edges": self.edges}


def write_c(text, path):
    with open(path, "w", encoding="utf-8") as out:
        out.write("/* Made by generate-demo-home.py from demo-home.json. */\n")
        out.write("static const char demo_home_data[] = {\n")
        data = text.encode() + b"\0"
        for start in range(0, len(data), 24):
            out.write("  " + ",".join(str(b) if b < 128 else f"(char) {b}" for b in data[start:start + 24]) + ",\n")
        out.write("};\n")


def main():
    source, catalogue, output = sys.argv[1:]
    with open(source, encoding="utf-8") as file:
        home = json.load(file)
    with open(catalogue, encoding="utf-8") as file:
        known = json.load(file)
    write_c(json.dumps(Home(home, known).build(), ensure_ascii=False, separators=(",", ":")), output)


main()
