#!/usr/bin/env python3
"""What the acceptance documents say side by side, through the RPCs of a running pair: who is contested, by whom, and how sizes compare.

Skipped (77) where the documents are not there: PARALLAX_SHARED_DIR, else ../shared beside the checkout.
"""
import json
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "clients"))

FAILURES = []
CHECKS = 0


def check(ok, what):
    global CHECKS
    CHECKS += 1
    if not ok:
        FAILURES.append(what)


def cell_of(column, dimension):
    for key, value in column.items():
        if isinstance(value, dict) and value.get("cell", {}).get("dimensionId") == dimension:
            return value["cell"]
    for other in column.get("other", []):
        (value,) = other.values()
        if value["cell"]["dimensionId"] == dimension:
            return value["cell"]
    return {}


def documents(cell):
    return {claim["documentId"][:3] for p in cell.get("propositions", []) for claim in p.get("claims", [])}


def said(cell, document, *words):
    """Whether a claim of the document says all the words."""
    for p in cell.get("propositions", []):
        for claim in p.get("claims", []):
            text = claim["value"].get("text", "").lower() if "value" in claim else p.get("text", "").lower()
            if claim["documentId"][:3] == document and all(w.lower() in text for w in words):
                return True
    return False


def texts(cell):
    return " | ".join(p.get("text", "") for p in cell.get("propositions", [])).lower()


def main():
    root = HERE.parent.parent
    shared = pathlib.Path(os.environ.get("PARALLAX_SHARED_DIR", root.parent / "shared"))
    found = sorted((shared / "corpus" / "seeds").glob("00*.txt"))
    if len(found) < 5:
        print(f"skipped: no acceptance documents at {shared}")
        return 77
    import pair
    from google.protobuf import json_format
    messages = pair.v1.comparison_service_pb2

    def plain(reply):
        return json.loads(json_format.MessageToJson(reply))

    with pair.Pair() as services:
        for path in found:
            token = services.ingest_file(path).revision_token
        fresh = pair.fresh(token)
        options = messages.CellOptions(max_claims_per_proposition=20)
        ask = services.comparison

        # The role of the state: one document contests itself, and only where it does.
        reply = plain(ask.CompareEconomies(messages.CompareEconomiesRequest(
            economies=["KR", "TW", "SG", "HK", "CN", "US"], consistency=fresh, options=options)))
        columns = {c["economy"]["entityId"]: c for c in reply["economies"]}
        for economy, agreement in (("KR", "UNANIMOUS"), ("TW", "UNANIMOUS"), ("SG", "UNANIMOUS"), ("HK", "CONTESTED"),
                                   ("CN", "UNANIMOUS"), ("US", "UNANIMOUS")):
            cell = cell_of(columns["economy/" + economy], "role_of_state")
            check(cell.get("agreement") == "AGREEMENT_" + agreement, f"{economy} role_of_state is {cell.get('agreement')}")
        hong_kong = cell_of(columns["economy/HK"], "role_of_state")["support"]
        check(hong_kong.get("documentCount") == "1" and hong_kong.get("voiceCount") == "1", f"HK support {hong_kong}")
        sources = plain(ask.CompareSources(messages.CompareSourcesRequest(
            entity="HK", dimension="role_of_state", consistency=fresh)))
        check(len({p.get("group", 0) for p in sources["positions"]}) == 2, "HK: two incompatible positions")
        check([d["documentId"][:3] for d in sources.get("contestedDocuments", [])] == ["000"], "HK: within one document")

        # Who builds; what is wanted, by when.
        for economy, word in (("CN", "government"), ("US", "private sector")):
            builder = cell_of(columns["economy/" + economy], "ai_infrastructure_builder")
            check(word in texts(builder) and "003" in documents(builder), f"{economy} builder: {texts(builder)}")
        goals = cell_of(columns["economy/CN"], "strategic_goal")
        check("2030" in texts(goals) and {"001", "002", "004"} <= documents(goals), f"CN goals {documents(goals)}")

        # A digest reports a newspaper that was told something by somebody without a name.
        reply = services.record.ListClaims(pair.v1.record_service_pb2.ListClaimsRequest(
            document_id=found[3].name, page_size=500, consistency=fresh))
        chains = [[(v["kind"], v.get("name", "")) for v in claim["voices"]] for claim in plain(reply)["claims"]]
        times = [c for c in chains if len(c) >= 2 and c[1] == ("VOICE_KIND_MEDIUM", "The New York Times")]
        check(len(times) >= 5, f"told by the newspaper: {len(times)}")
        check(any(len(c) == 3 and c[2][0] == "VOICE_KIND_UNNAMED_SOURCE" for c in times), "nobody without a name told the newspaper")

        # Two initiatives: a ratio with its reasons.
        reply = plain(ask.CompareInitiatives(messages.CompareInitiativesRequest(
            initiatives=["AI Industry Development Action Plan", "Stargate"], consistency=fresh, options=options)))
        size = [c for c in reply["contrasts"] if c["dimensionId"] == "announced_size"]
        check(len(size) == 1 and size[0]["comparability"] == "COMPARABILITY_CAVEATED", f"sizes: {size}")
        ratio = size[0]["ratio"]
        check(abs(1 / float(ratio["central"]) - 500 / 138) < 0.01, f"ratio {ratio}")
        check(float(ratio["lower"]) < float(ratio["central"]) < float(ratio["upper"]), f"ratio {ratio}")
        check({"COMPARABILITY_REASON_STATED_EQUIVALENT", "COMPARABILITY_REASON_PAYER", "COMPARABILITY_REASON_APPROXIMATION"}
              == set(size[0]["reasons"]), f"reasons {size[0]['reasons']}")
        economies = [c for c in reply["contrasts"] if c["dimensionId"] == "economy_of"]
        check(economies and economies[0]["set"]["onlyA"] == ["economy/CN"] and economies[0]["set"]["onlyB"] == ["economy/US"],
              f"economies {economies}")

        # DeepSeek and the state: contested across documents and readers, rolled up over its models and the dimension's children.
        sources = plain(ask.CompareSources(messages.CompareSourcesRequest(
            entity="organization/deepseek", dimension="state_support", consistency=fresh, max_claims_per_voice=20,
            roll_up=messages.RollUp(developed_models=True, child_dimensions=True))))
        check(sources["cell"]["agreement"] == "AGREEMENT_CONTESTED", f"DeepSeek: {sources['cell']['agreement']}")
        said_by = {}
        for position in sources["positions"]:
            for voice in position["voices"]:
                for claim in voice["claims"]:
                    said_by.setdefault(position.get("group", 0), set()).add((claim["documentId"][:3], voice["voice"]["kind"]))
        check({d for d, _ in said_by.get(0, ())} >= {"000", "002", "004"}, f"DeepSeek supported: {said_by}")
        check(("004", "VOICE_KIND_READER") in said_by.get(0, ()), f"DeepSeek: a reader says that it benefits: {said_by}")
        check(said_by.get(1) == {("004", "VOICE_KIND_READER")}, f"DeepSeek: a reader denies it: {said_by}")
        rolled = {(p.get("rolledUpEntityId", ""), p.get("rolledUpDimensionId", ""))
                  for position in sources["positions"] for p in position["propositions"]}
        check(("", "regulatory_support") in rolled, f"DeepSeek: what was rolled up is shown: {rolled}")

        # What a user asks first: two economies over all documents.
        reply = plain(ask.CompareEconomies(messages.CompareEconomiesRequest(
            economies=["CN", "US"], consistency=fresh,
            dimensions=["role_of_state", "headline_initiative", "strengths", "weaknesses"],
            options=messages.CellOptions(max_propositions=40, max_claims_per_proposition=20))))
        first = {c["economy"]["entityId"][8:]: c for c in reply["economies"]}
        for economy, of in (("CN", {"000", "001", "002", "003"}), ("US", {"000", "001", "003"})):
            role = cell_of(first[economy], "role_of_state")
            check(documents(role) >= of and role["agreement"] == "AGREEMENT_UNANIMOUS", f"{economy} role: {documents(role)}")
        for economy, initiative in (("CN", "Action Plan"), ("US", "Stargate")):
            cell = cell_of(first[economy], "headline_initiative")
            check(initiative.lower() in texts(cell) and "001" in documents(cell), f"{economy} initiative: {texts(cell)}")
        for economy, dimension, document, *words in (
                ("CN", "strengths", "001", "coordinat"), ("CN", "strengths", "003", "gaining on"),
                ("CN", "strengths", "003", "batteries"), ("US", "strengths", "002", "top AI companies"),
                ("US", "strengths", "002", "頂尖"),
                ("CN", "weaknesses", "002", "inefficiencies", "malinvestment", "distortion"),
                ("CN", "weaknesses", "002", "效率低下", "投資失當", "市場扭曲"),
                ("CN", "weaknesses", "003", "where to invest"), ("CN", "weaknesses", "002", "older models", "chips"),
                ("CN", "weaknesses", "003", "chips", "everything"), ("CN", "weaknesses", "004", "lags", "compute"),
                ("US", "weaknesses", "002", "high-quality data", "energy"), ("US", "weaknesses", "002", "高品質數據", "能源")):
            check(said(cell_of(first[economy], dimension), document, *words), f"{economy} {dimension}: {document} {words}")
        predicted = [claim for p in cell_of(first["CN"], "weaknesses")["propositions"] for claim in p.get("claims", [])
                     if claim.get("modality") == "MODALITY_CONDITIONAL"]
        check({c["documentId"][:3] for c in predicted} == {"002"}, f"what may happen is told apart: {len(predicted)}")

        # The stack of one economy, layer by layer.
        reply = plain(ask.CompareStack(messages.CompareStackRequest(
            economies=["CN"], consistency=fresh, options=messages.CellOptions(max_propositions=40, max_claims_per_proposition=20))))
        layers = {}
        for cell in reply["economies"][0]["cells"]:
            layers.setdefault(cell["layerDimensionId"], {"propositions": []})["propositions"] += cell["propositions"]
        for layer, document, *words in (
                ("stack_chips", "001", "accelerators"), ("stack_chips", "004", "chips"),
                ("stack_compute", "002", "western provinces"), ("stack_compute", "002", "新數據中心"),
                ("stack_compute", "002", "subsidized", "cloud computing"),
                ("stack_compute", "004", "National Integrated Computing Network"), ("stack_energy", "004", "renewable", "western"),
                ("stack_models", "003", "publicly available"), ("stack_models", "004", "open source", "strategy"),
                ("stack_applications", "004", "hard tech"), ("stack_applications", "004", "healthcare", "government services"),
                ("stack_talent", "003", "laboratory network"), ("stack_talent", "004", "foundational research")):
            check(said(layers.get(layer, {}), document, *words), f"{layer}: {document} {words}")
        check("hospitals" in json.dumps(plain(ask.CompareModels(messages.CompareModelsRequest(
            models=["DeepSeek"], consistency=fresh, options=options)))), "public services use a model")

        # When.
        reply = plain(ask.CompareTimelines(messages.CompareTimelinesRequest(
            entities=["CN", "US"], include_publications=True, max_claims_per_event=5, consistency=fresh)))
        events = {(e["entityId"][8:], e["kind"][20:], e["period"].get("beginDate") or e["period"].get("endDate")) for e in reply["events"]}
        check({("CN", "VALID_TIME", "2017-01-01"), ("CN", "PUBLICATION", "2025-02-14"), ("CN", "DIMENSION", "2031-01-01")} <= events,
              f"timelines: {sorted(events)}")
    for failure in FAILURES:
        print("FAIL", failure)
    print(f"{CHECKS} checks, {len(FAILURES)} failures")
    return 1 if FAILURES else 0


if __name__ == "__main__":
    sys.exit(main())
