package dev.aks4j.simulated.wire;

/** Tells the transport to break the connection instead of answering. */
public final class ConnectionDropped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says at which request the connection breaks. */
    public ConnectionDropped(String request) {
        super("Connection reset (simulated) at " + request, null, false, false);
    }
}
