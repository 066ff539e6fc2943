package dev.aks4j.testkit.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A resource that is its JSON and nothing more. Guarded by the simulator's lock. */
public final class StoredResource implements Resource {

    private final String id;
    private final String type;
    private final ObjectNode body;

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
