package dev.aks4j.network;

/**
 * No network plugin: nodes stay NotReady until you install one. Immutable and thread-safe.
 *
 * <pre>{@code BringYourOwnCni.builder().nodeSubnet(vnet.subnet("nodes")).build(); }</pre>
 */
public final class BringYourOwnCni extends NetworkModel {

    private BringYourOwnCni(Builder builder) {
        super(builder);
    }

    /** Starts a network without a plugin. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    CniModel model() {
        return CniModel.NONE;
    }

    @Override
    public int defaultMaxPods() {
        return 250;
    }

    @Override
    public boolean supportsWindows() {
        return true;
    }

    /** Builds a {@link BringYourOwnCni}. Not thread-safe. */
    public static final class Builder extends NetworkBuilder<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Builds the model. Its rules run when the cluster spec is built, together with the cluster's own. */
        public BringYourOwnCni build() {
            return new BringYourOwnCni(this);
        }
    }
}
