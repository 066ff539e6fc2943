package dev.aks4j.core.internal.cluster.api;

import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.SecretValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A document held against what the API knows. Values are never quoted, because one may be a secret; only words of
 * enumerations are.
 */
public final class Misfits {

    /** What is wrong with a place. */
    public enum Kind {
        /** No stable version has it. */
        UNKNOWN,
        /** It is there, and is not of the JSON type that Azure reads. */
        TYPE,
        /** Azure fills it in, and ignores what is sent. */
        READ_ONLY,
        /** A newer version than the one asked about has it. */
        NEWER,
        /** A newer version than the one asked about has the word. */
        NEWER_VALUE
    }

    /**
     * One place that does not fit.
     *
     * @param kind what is wrong
     * @param pointer the place, as a JSON pointer
     * @param what reads on after the pointer
     * @param fix what to do, as a sentence
     */
    public record Misfit(Kind kind, String pointer, String what, String fix) {}

    private final ApiProperties properties;
    private final String what;
    private final AksApiVersion version;

    /** Where the document stands in a cluster; empty for the cluster itself. Pointers are told from there on. */
    private final String root;

    private final List<Misfit> found = new ArrayList<>();

    private Misfits(ApiProperties properties, String what, AksApiVersion version, String root) {
        this.properties = properties;
        this.what = what;
        this.version = version;
        this.root = root;
    }

    /**
     * Returns what does not fit.
     *
     * @param properties what the API knows
     * @param what the kind of resource, for people: {@code cluster}
     * @param place where the document stands in the table; empty for a whole one
     * @param document what is to be sent
     * @param version the version in which it is to be sent
     */
    public static List<Misfit> of(
            ApiProperties properties, String what, String place, Json document, AksApiVersion version) {
        Misfits misfits = new Misfits(properties, what, version, place);
        misfits.members(place, "", document);
        return List.copyOf(misfits.found);
    }

    private void members(String place, String pointer, Json object) {
        object.properties().forEach(entry -> {
            String below = pointer + "/" + entry.getKey().replace("~", "~0").replace("/", "~1");
            Optional<ApiProperty> known = properties.member(place, entry.getKey());
            if (known.isPresent()) {
                known(known.get(), below, entry.getValue());
            } else {
                found.add(unknown(place + "/" + entry.getKey(), below));
            }
        });
    }

    private Misfit unknown(String place, String pointer) {
        List<String> near = properties.nearest(place).stream()
                .filter(candidate -> root.isEmpty() || candidate.startsWith(root + "/"))
                .map(candidate -> candidate.substring(root.length()))
                .filter(candidate -> !candidate.equals(pointer))
                .toList();
        return new Misfit(
                Kind.UNKNOWN,
                pointer,
                "is no property of a " + what + " in any stable version up to " + AksApiVersion.NEWEST,
                near.isEmpty()
                        ? "Check the spelling; what only preview versions have cannot be set."
                        : "Check the spelling; most alike: " + String.join(", ", near) + ".");
    }

    private void known(ApiProperty property, String pointer, Json value) {
        if (!version.isAtLeast(property.since())) {
            found.add(new Misfit(
                    Kind.NEWER,
                    pointer,
                    "is not known to api-version " + version,
                    "Take apiVersion(AksApiVersion.V" + name(first(property, pointer, value))
                            + ") or newer, or leave it out."));
            return;
        }
        if (!property.isWritable(version) && property.isLeaf()) {
            property.writableSince()
                    .ifPresentOrElse(
                            since -> found.add(new Misfit(
                                    Kind.NEWER,
                                    pointer,
                                    "can only be read in api-version " + version,
                                    "Take apiVersion(AksApiVersion.V" + name(since) + ") or newer, or leave it out.")),
                            () -> found.add(new Misfit(
                                    Kind.READ_ONLY,
                                    pointer,
                                    "is filled in by Azure, which ignores what is sent",
                                    "Leave it out.")));
            return;
        }
        boolean standsForOne =
                SecretValue.read(value).isPresent() || LateValue.read(value).isPresent();
        if (!value.isNull() && !standsForOne) {
            value(property, pointer, value);
        }
    }

    /** Returns the first version that knows a place and all that is written below it. */
    private AksApiVersion first(ApiProperty property, String pointer, Json value) {
        return Arrays.stream(AksApiVersion.values())
                .filter(each -> each.isAtLeast(property.since()))
                .filter(each -> {
                    Misfits then = new Misfits(properties, what, each, root);
                    then.known(property, pointer, value);
                    return then.found.stream()
                            .noneMatch(misfit -> misfit.kind() == Kind.NEWER || misfit.kind() == Kind.NEWER_VALUE);
                })
                .findFirst()
                .orElse(property.since());
    }

    private void value(ApiProperty property, String pointer, Json value) {
        if (!fits(property, value)) {
            found.add(new Misfit(
                    Kind.TYPE,
                    pointer,
                    "is " + kind(value) + " where Azure reads " + kind(property),
                    "Write " + kind(property) + "."));
        } else if (property.type().equals("object") || property.type().equals("map")) {
            members(property.place(), pointer, value);
        } else if (property.type().equals("list")) {
            elements(property, pointer, value);
        } else if (property.type().startsWith("enum:") && value.isText()) {
            ApiProperties.since(property, value.asText())
                    .filter(since -> !version.isAtLeast(since))
                    .ifPresent(since -> found.add(new Misfit(
                            Kind.NEWER_VALUE,
                            pointer,
                            "\"" + value.asText() + "\" is not known to api-version " + version,
                            "Take apiVersion(AksApiVersion.V" + name(since) + ") or newer, or another value.")));
        }
    }

    private void elements(ApiProperty list, String pointer, Json value) {
        for (int i = 0; i < value.size(); i++) {
            if (value.get(i).isObject()) {
                members(list.place() + "[]", pointer + "/" + i, value.get(i));
            } else {
                found.add(new Misfit(
                        Kind.TYPE,
                        pointer + "/" + i,
                        "is " + kind(value.get(i)) + " where Azure reads an object",
                        "Write an object."));
            }
        }
    }

    private static boolean fits(ApiProperty property, Json value) {
        return switch (property.type()) {
            case "object", "map" -> value.isObject();
            case "list" -> value.isArray();
            case "boolean" -> value.isBoolean();
            case "integer", "number" -> value.isNumber();
            default -> property.type().endsWith("[]") ? value.isArray() : value.isText();
        };
    }

    private static String kind(ApiProperty property) {
        return switch (property.type()) {
            case "object", "map" -> "an object";
            case "list" -> "a list of objects";
            case "boolean" -> "true or false";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            default -> property.type().endsWith("[]") ? "a list" : "a text";
        };
    }

    private static String kind(Json value) {
        return value.isObject()
                ? "an object"
                : value.isArray()
                        ? "a list"
                        : value.isBoolean() ? "true or false" : value.isNumber() ? "a number" : "a text";
    }

    private static String name(AksApiVersion version) {
        return version.value().replace('-', '_');
    }
}
