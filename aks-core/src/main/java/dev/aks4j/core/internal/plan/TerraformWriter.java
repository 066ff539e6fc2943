package dev.aks4j.core.internal.plan;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.TerraformExport;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.SecretValue;
import dev.aks4j.core.plan.kind.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes specs as resources of Terraform's azapi provider. Not thread-safe. */
final class TerraformWriter {

    /** What a resource of the provider has outside of its body. */
    private static final Set<String> OUTSIDE = Set.of("id", "name", "type", "location", "tags", "identity");

    private final Subjects subjects;
    private final Map<String, String> symbols = new LinkedHashMap<>();
    private final Map<String, Set<String>> exported = new LinkedHashMap<>();
    private final Set<String> secrets = new LinkedHashSet<>();
    private final List<String> notSaid = new ArrayList<>();

    TerraformWriter(Subjects subjects) {
        this.subjects = subjects;
    }

    TerraformExport write() {
        List<Subject> said = new ArrayList<>();
        for (Subject subject : subjects.all()) {
            if (subject.address() instanceof Address.InAzure there) {
                symbols.put(key(there.id()), symbol(subject));
                said.add(subject);
            } else {
                notSaid.add(
                        subject.type() + " " + subject.name()
                                + " is an object in a cluster; azapi has none of those. Use the kubernetes provider, or kubectl.");
            }
        }
        Map<String, Json.ObjectBuilder> resources = new LinkedHashMap<>();
        said.forEach(subject -> resource(subject, resources));
        exported.forEach((symbol, values) -> {
            if (resources.containsKey(symbol)) {
                resources.get(symbol).put("response_export_values", List.copyOf(values));
            }
        });
        Json.ObjectBuilder all = Json.object();
        all.putObject("terraform")
                .putObject("required_providers")
                .putObject("azapi")
                .put("source", "Azure/azapi")
                .put("version", ">= 2.0.0");
        Json.ObjectBuilder variables = Json.object();
        secrets.forEach(name -> variables.putObject(name).put("type", "string").put("sensitive", true));
        if (!secrets.isEmpty()) {
            all.put("variable", variables.build());
        }
        Json.ObjectBuilder list = Json.object();
        resources.forEach((symbol, resource) -> list.put(symbol, resource.build()));
        all.putObject("resource").put("azapi_resource", list.build());
        return new TerraformExport(all.build(), notSaid);
    }

    private String symbol(Subject subject) {
        String plain =
                (subject.type() + "_" + subject.name()).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        String symbol = plain;
        for (int i = 2; symbols.containsValue(symbol); i++) {
            symbol = plain + "_" + i;
        }
        return symbol;
    }

    private static String key(ResourceId id) {
        return id.toString().toLowerCase(Locale.ROOT);
    }

    private void resource(Subject subject, Map<String, Json.ObjectBuilder> resources) {
        for (Write write : subject.create(subjects.scope())) {
            String known = write.target() instanceof Address.InAzure there ? symbols.get(key(there.id())) : null;
            if (!(write instanceof Write.Put put) || known == null) {
                notSaid.add(subject.type() + " " + subject.name() + " needs a further request (" + verb(write) + " to "
                        + write.target() + "), which is no resource.");
                continue;
            }
            resources.put(known, resource(subject, put));
        }
    }

    private static String verb(Write write) {
        return write instanceof Write.Post post ? post.action() : "a write";
    }

    private Json.ObjectBuilder resource(Subject subject, Write.Put put) {
        Json body = put.body();
        Json.ObjectBuilder resource = Json.object()
                .put("type", put.id().type() + "@" + put.apiVersion())
                .put("name", literal(put.id().name()))
                .put("parent_id", parent(put.id()))
                .put("schema_validation_enabled", false);
        if (body.path("location").isText()) {
            resource.put("location", literal(body.path("location").asText()));
        }
        Json.ObjectBuilder tags = Json.object();
        body.path("tags").properties().stream()
                .filter(tag -> !tag.getKey().startsWith("aks4j-"))
                .forEach(tag ->
                        tags.put(literal(tag.getKey()), literal(tag.getValue().asText())));
        if (!tags.build().isEmpty()) {
            resource.put("tags", tags.build());
        }
        Json identity = body.path("identity");
        if (identity.isObject()) {
            List<String> ids = identity.path("userAssignedIdentities").properties().stream()
                    .map(one -> reference(one.getKey()))
                    .toList();
            Json.ObjectBuilder block =
                    Json.object().put("type", identity.path("type").asText());
            resource.put("identity", List.of((ids.isEmpty() ? block : block.put("identity_ids", ids)).build()));
        }
        Json.ObjectBuilder rest = Json.object();
        body.properties().stream()
                .filter(member -> !OUTSIDE.contains(member.getKey()))
                .forEach(member -> rest.put(member.getKey(), value(member.getValue())));
        resource.put("body", rest.build());
        List<String> needs = subjects.needs().getOrDefault(subject.address(), Set.of()).stream()
                .filter(Address.InAzure.class::isInstance)
                .map(address -> symbols.get(key(((Address.InAzure) address).id())))
                .map(symbol -> "azapi_resource." + symbol)
                .toList();
        if (!needs.isEmpty()) {
            resource.put("depends_on", needs);
        }
        return resource;
    }

    private String parent(ResourceId id) {
        if (id.type().equalsIgnoreCase("Microsoft.Resources/resourceGroups")) {
            return "/subscriptions/" + subjects.scope().subscriptionId();
        }
        return id.parent().map(parent -> reference(parent.toString())).orElseThrow();
    }

    /** An id of what is in the configuration is a reference to it; another is text. */
    private String reference(String id) {
        String symbol = symbols.get(id.toLowerCase(Locale.ROOT));
        return symbol == null ? literal(id) : "${azapi_resource." + symbol + ".id}";
    }

    private Json value(Json value) {
        if (LateValue.read(value).isPresent()) {
            return Json.of(late(LateValue.read(value).get()));
        }
        if (SecretValue.read(value).isPresent()) {
            String name = SecretValue.read(value).get().name().replaceAll("[^A-Za-z0-9_]+", "_");
            secrets.add(name);
            return Json.of("${var." + name + "}");
        }
        if (value.isObject()) {
            Json.ObjectBuilder object = Json.object();
            value.properties().forEach(member -> object.put(literal(member.getKey()), value(member.getValue())));
            return object.build();
        }
        if (value.isArray()) {
            Json.ArrayBuilder array = Json.array();
            value.forEach(element -> array.add(value(element)));
            return array.build();
        }
        return value.isText() ? Json.of(reference(value.asText())) : value;
    }

    private String late(LateValue late) {
        String symbol = symbols.get(key(late.id()));
        String path = late.pointer().substring(1).replace('/', '.');
        if (symbol == null) {
            notSaid.add(
                    late.id() + " is not among the specs, and " + path + " of it is needed. Give it as a variable.");
            secrets.add("unknown_" + path.replace('.', '_'));
            return "${var.unknown_" + path.replace('.', '_') + "}";
        }
        exported.computeIfAbsent(symbol, any -> new LinkedHashSet<>()).add(path);
        return "${azapi_resource." + symbol + ".output." + path + "}";
    }

    /** In Terraform's JSON every text is a template; what looks like one is not. */
    private static String literal(String text) {
        return text.replace("${", "$${").replace("%{", "%%{");
    }
}
