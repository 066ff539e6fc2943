package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.internal.plan.kind.SecretGuard;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Steps as JSON and back, for the ledger. Refuses plain secrets. */
public final class StepJson {

    private StepJson() {}

    /** Returns a step with all that a run needs of it. */
    public static Json toJson(Step step) {
        return write(step).build();
    }

    static Json.ObjectBuilder write(Step step) {
        SecretGuard.check(step.write());
        Json.ObjectBuilder node = object();
        node.put("id", step.id()).put("type", step.type()).put("name", step.name());
        node.put("change", step.change().name());
        step.after().stream().sorted().forEach(node.putArray("after")::add);
        node.put("write", write(step.write()));
        Json.ArrayBuilder expected = node.putArray("expected");
        step.expected().forEach(difference -> expected.add(write(step.write().target(), difference)));
        Json.ArrayBuilder known = node.putArray("known");
        step.known().forEach(property -> known.add(write(step.write().target(), property)));
        return node;
    }

    private static Json.ObjectBuilder write(Address target, Difference difference) {
        Json.ObjectBuilder node = object().put("path", difference.path());
        set(node, "before", SecretGuard.masked(target, difference.path(), difference.before()));
        set(node, "after", SecretGuard.masked(target, difference.path(), difference.after()));
        return node.put("change", difference.change().name()).put("reason", difference.reason());
    }

    private static Json.ObjectBuilder write(Write write) {
        if (write instanceof Write.Put put) {
            Json.ObjectBuilder node = azure("put", put.id(), put.apiVersion()).put("merge", put.merge());
            put.doneOn().stream().sorted().forEach(node.putArray("doneOn")::add);
            return node.put("body", put.body());
        }
        if (write instanceof Write.Post post) {
            Json.ObjectBuilder node =
                    azure("post", post.id(), post.apiVersion()).put("action", post.action());
            set(node, "body", post.body());
            set(node, "effect", post.effect());
            return node;
        }
        if (write instanceof Write.Delete delete) {
            return azure("delete", delete.id(), delete.apiVersion());
        }
        if (write instanceof Write.Apply apply) {
            Json.ObjectBuilder node = kubernetes("apply", apply.object()).put("manifest", apply.manifest());
            return apply.away().isEmpty()
                    ? node
                    : node.put("away", apply.away().stream().sorted().toList());
        }
        return kubernetes("remove", ((Write.Remove) write).object());
    }

    private static Json.ObjectBuilder azure(String verb, ResourceId id, String apiVersion) {
        return object().put("verb", verb).put("id", id.toString()).put("apiVersion", apiVersion);
    }

    private static Json.ObjectBuilder kubernetes(String verb, Address.InCluster at) {
        Json.ObjectBuilder node = object().put("verb", verb)
                .put("cluster", at.cluster().toString())
                .put("apiVersion", at.apiVersion())
                .put("kind", at.kind())
                .put("name", at.name());
        at.namespace().ifPresent(namespace -> node.put("namespace", namespace));
        return node;
    }

    /** Reads a step. */
    public static Step read(Json node) {
        return new Step(
                node.path("id").asText(),
                node.path("type").asText(),
                node.path("name").asText(),
                Change.valueOf(node.path("change").asText()),
                readWrite(node.path("write")),
                texts(node.path("after")),
                list(node.path("expected"), StepJson::readDifference),
                list(node.path("known"), StepJson::readDifference));
    }

    /** Reads a difference. */
    public static Difference readDifference(Json node) {
        return new Difference(
                node.path("path").asText(),
                node.path("before"),
                node.path("after"),
                Change.valueOf(node.path("change").asText()),
                node.path("reason").asText());
    }

    private static Write readWrite(Json node) {
        String verb = node.path("verb").asText();
        String version = node.path("apiVersion").asText();
        switch (verb) {
            case "put":
                return new Write.Put(
                        id(node, "id"),
                        version,
                        node.path("body"),
                        node.path("merge").asBoolean(),
                        texts(node.path("doneOn")));
            case "post":
                return new Write.Post(
                        id(node, "id"), version, node.path("action").asText(), node.path("body"), node.path("effect"));
            case "delete":
                return new Write.Delete(id(node, "id"), version);
            case "apply":
                return new Write.Apply(object(node), node.path("manifest"), texts(node.path("away")));
            case "remove":
                return new Write.Remove(object(node));
            default:
                throw new AksException("A ledger holds the unknown write \"" + verb
                        + "\". Resume the run with the version of this library that wrote it.");
        }
    }

    private static Address.InCluster object(Json node) {
        return new Address.InCluster(
                id(node, "cluster"),
                node.path("apiVersion").asText(),
                node.path("kind").asText(),
                Optional.of(node.path("namespace")).filter(Json::isText).map(Json::asText),
                node.path("name").asText());
    }

    private static ResourceId id(Json node, String field) {
        return ResourceId.parse(node.path(field).asText());
    }

    private static Set<String> texts(Json array) {
        return new LinkedHashSet<>(list(array, Json::asText));
    }

    /** Reads the elements of an array. */
    public static <T> List<T> list(Json array, Function<Json, T> reader) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(reader)
                .collect(ArrayList::new, List::add, List::addAll);
    }

    private static void set(Json.ObjectBuilder node, String field, Json value) {
        if (!value.isMissing()) {
            node.put(field, value);
        }
    }

    private static Json.ObjectBuilder object() {
        return Json.object();
    }
}
