package dev.aks4j.simulated.kubernetes.internal.controller;

/** What a storage driver answers instead of a volume. */
final class DriverRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String code;

    private DriverRefusal(String code, String text) {
        super(text, null, false, false);
        this.code = code;
    }

    static DriverRefusal invalid(String text) {
        return new DriverRefusal("InvalidArgument", text);
    }

    static DriverRefusal internal(String text) {
        return new DriverRefusal("Internal", text);
    }

    /** Returns the code of gRPC. */
    String code() {
        return code;
    }
}
