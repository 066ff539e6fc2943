package dev.aks4j.core.internal.plan.kind;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.Ownership;
import java.util.List;

/**
 * What our last server-side apply wrote into a Kubernetes object and the spec no longer declares. The next apply takes it
 * away, so it is a difference. The object's {@code managedFields} say what that is; what others wrote does not count.
 */
public final class OwnedFields {

    private static final String REASON = "no longer declared";

    private final Documents.ChangeRule rule;
    private final List<Difference> found;

    private OwnedFields(Documents.ChangeRule rule, List<Difference> found) {
        this.rule = rule;
        this.found = found;
    }

    /** Adds a difference for each field of ours that is there and not declared, with a missing node as its value. */
    public static void undeclared(Json declared, Json live, Documents.ChangeRule rule, List<Difference> found) {
        OwnedFields owned = new OwnedFields(rule, found);
        for (Json entry : live.at("/metadata/managedFields")) {
            if (isOurApply(entry)) {
                owned.walk("", entry.path("fieldsV1"), declared, live);
            }
        }
    }

    /**
     * Returns whether our last apply wrote a field; members of objects only. Where nothing tells who wrote what, our label
     * says that the object is ours as a whole.
     */
    public static boolean isOurs(Json live, String place) {
        if (live.at("/metadata/managedFields").isEmpty()) {
            return Ownership.labelled(live);
        }
        for (Json entry : live.at("/metadata/managedFields")) {
            Json fields = entry.path("fieldsV1");
            for (String name : place.substring(1).split("/", -1)) {
                fields = fields.path("f:" + Documents.unescape(name));
            }
            if (isOurApply(entry) && !fields.isMissing()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOurApply(Json entry) {
        return entry.path("manager").asText().equals(Ownership.VALUE)
                && entry.path("operation").asText().equals("Apply")
                && entry.path("subresource").asText("").isEmpty();
    }

    private void walk(String path, Json fields, Json declared, Json live) {
        fields.properties().forEach(field -> {
            String key = field.getKey();
            if (key.startsWith("f:")) {
                String name = key.substring(2);
                member(path + "/" + Documents.escape(name), field.getValue(), declared.path(name), live.path(name));
            } else if (key.startsWith("k:")) {
                Json keys = parse(key.substring(2));
                Json there = element(live, keys);
                String name = there.path("name").asText(key.substring(2));
                member(path + "/" + Documents.escape(name), field.getValue(), element(declared, keys), there);
            }
        });
    }

    private void member(String path, Json fields, Json declared, Json live) {
        if (live.isMissing() || live.isNull()) {
            return;
        }
        if (declared.isMissing() || declared.isNull()) {
            rule.judge(new Difference(path, live, Json.missing(), Change.UPDATE, REASON))
                    .ifPresent(found::add);
        } else {
            walk(path, fields, declared, live);
        }
    }

    /** Returns the element with these keys; a declared one may leave keys to their defaults. */
    private static Json element(Json array, Json keys) {
        for (Json element : array) {
            boolean same = keys.properties().stream()
                    .allMatch(key -> element.path(key.getKey()).isMissing()
                            || element.path(key.getKey()).equals(key.getValue()));
            if (same) {
                return element;
            }
        }
        return Json.missing();
    }

    private static Json parse(String text) {
        return Json.read(text).orElse(Json.missing());
    }
}
