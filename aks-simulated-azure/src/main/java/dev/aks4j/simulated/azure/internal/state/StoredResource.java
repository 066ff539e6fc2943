package dev.aks4j.simulated.azure.internal.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A resource that is its JSON and nothing more. Guarded by the simulator's lock. */
public final class StoredResource implements Resource {

    private static final Pattern FORM = Pattern.compile(
            "/subscriptions/[^/]+/resourceGroups/[^/]+/providers/([^/]+)/([^/]+)/([^/]+)", Pattern.CASE_INSENSITIVE);

    private final String id;
    private final String type;
    private final ObjectNode body;

    /** Makes a resource of whatever type, of which only the id is known. */
    public static StoredResource named(String id) {
        Matcher form = FORM.matcher(id);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "Not the id of a resource: " + id + ". It looks like /subscriptions/<id>/"
                            + "resourceGroups/<group>/providers/Microsoft.ContainerRegistry/registries/<name>.");
        }
        String type = form.group(1) + "/" + form.group(2);
        ObjectNode body = AzureJson.object().put("id", id).put("type", type).put("name", form.group(3));
        return new StoredResource(id, type, body);
    }

    /** Makes a resource of a body, which stays open to changes. */
    public StoredResource(String id, String type, ObjectNode body) {
        this.id = id;
        this.type = type;
        this.body = body;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String type() {
        return type;
    }

    /** Returns the live body. */
    public ObjectNode body() {
        return body;
    }

    @Override
    public ObjectNode view() {
        return body.deepCopy();
    }
}
