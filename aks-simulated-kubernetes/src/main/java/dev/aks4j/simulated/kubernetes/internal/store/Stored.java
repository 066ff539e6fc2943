package dev.aks4j.simulated.kubernetes.internal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** An object as it is stored. It must not be changed; take a {@link #copy()} for that. Used under the simulator's lock. */
public final class Stored {

    private ObjectNode json;
    private byte[] bytes;

    Stored(ObjectNode json) {
        this.json = json;
    }

    /** Returns the object for reading. */
    public ObjectNode json() {
        ObjectNode tree = json;
        return tree == null ? (ObjectNode) KubeJson.parse(bytes) : tree;
    }

    /** Returns a copy that may be changed. */
    public ObjectNode copy() {
        return json == null ? json() : json.deepCopy();
    }

    /** Returns the object's text, made once. */
    public byte[] bytes() {
        if (bytes == null) {
            bytes = KubeJson.bytes(json());
        }
        return bytes;
    }

    /** Keeps only the text. */
    void cool() {
        bytes();
        json = null;
    }
}
