package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What stands against a verb on a whole cluster, checked against the live one before anything is sent. */
final class OperatingRules {

    private static final AzureError BUSY = AzureError.answered(409, "OperationNotAllowed");

    /** A cluster or a pool, with where it is in messages and its state. */
    record State(String place, String state) {
        static State of(Cluster cluster) {
            return new State("provisioningState", cluster.provisioningState());
        }

        static State of(NodePool pool) {
            return new State("pools." + pool.name() + ".provisioningState", pool.provisioningState());
        }

        /** Returns whether no operation is under way. */
        boolean isSettled() {
            return state.isEmpty() || state.equals("Succeeded") || hasFailed();
        }

        boolean hasFailed() {
            return state.equals("Failed") || state.equals("Canceled");
        }
    }

    static final Rule<Cluster> RUNNING = Rule.<Cluster>error(
                    "AKS-OPS-001", "A stopped cluster is only started and deleted.")
            .prevents(BUSY)
            .source("azure-aks-docs, start-stop-cluster, 2026")
            .check((cluster, findings) -> {
                if (!cluster.isRunning()) {
                    findings.report(
                            "powerState", "Stopped", "allows nothing but starting and deleting", "Call start() first.");
                }
            });

    static final Rule<Cluster> STOPPABLE = Rule.<Cluster>error(
                    "AKS-OPS-002", "A cluster with node auto-provisioning, or of AKS Automatic, cannot be stopped.")
            .prevents(AzureError.answered(400, "BadRequest"))
            .source("azure-aks-docs, start-stop-cluster and node-auto-provisioning, 2026")
            .check((cluster, findings) -> {
                boolean provisioning = cluster.document()
                        .at("/properties/nodeProvisioningProfile/mode")
                        .asText()
                        .equals("Auto");
                boolean automatic = cluster.document().at("/sku/name").asText().equals("Automatic");
                if (provisioning || automatic) {
                    findings.report(
                            "stop",
                            automatic ? "AKS Automatic" : "node auto-provisioning",
                            "does not let the cluster be stopped",
                            "Scale its user pools to 0 instead.");
                }
            });

    static final Rule<State> REPAIRED = Rule.<State>error(
                    "AKS-OPS-018", "A cluster or pool is stopped only if its last operation succeeded.")
            .prevents(BUSY)
            .source("azure-aks-docs, start-stop-cluster and start-stop-nodepools, 2026")
            .check((state, findings) -> {
                if (state.hasFailed()) {
                    findings.report(
                            state.place(), state.state(), "is no state to stop from", "Call reconcile() first.");
                }
            });

    static final Rule<State> FREE = Rule.<State>error(
                    "AKS-OPS-019", "A cluster or pool is reconciled while no other operation is under way.")
            .prevents(BUSY)
            .source("azure-aks-docs, error-code-operationnotallowed, 2026")
            .check((state, findings) -> {
                if (!state.isSettled()) {
                    findings.report(
                            state.place(),
                            state.state(),
                            "is an operation under way",
                            "Wait for its end, or end it with abort().");
                }
            });

    static final Rule<State> UNDER_WAY = Rule.<State>error(
                    "AKS-OPS-020", "Only an operation that is under way is aborted.")
            .prevents(AzureError.answered(409, "OperationNotAllowed"))
            .source("swagger 2025-09-01, ManagedClusters_AbortLatestOperation: 409 once the operation has ended")
            .check((state, findings) -> {
                if (state.isSettled()) {
                    findings.report(
                            state.place(), state.state(), "is no operation under way", "There is nothing to abort.");
                }
            });

    static final Rule<Cluster> SIGNS = Rule.<Cluster>error(
                    "AKS-OPS-021", "Signing keys are rotated on clusters with an OIDC issuer.")
            .source("azure-aks-docs, use-oidc-issuer, 2026")
            .check((cluster, findings) -> {
                if (cluster.oidcIssuerUrl().isEmpty()) {
                    findings.report(
                            "oidcIssuer",
                            "off",
                            "has no keys that tokens are verified with from outside",
                            "Switch it on with oidcIssuer() in the spec; that cannot be undone.");
                }
            });

    /** A cluster whose signing keys were rotated before. */
    record SignedLately(String cluster, Instant last, Instant now) {}

    static final Rule<SignedLately> SIGNED_LATELY = Rule.<SignedLately>error(
                    "AKS-OPS-032", "Signing keys are not rotated twice within 24 hours.")
            .source("azure-aks-docs, use-oidc-issuer, 2025-10-16: the key before the last is invalid at once")
            .check((signed, findings) -> {
                Instant free = signed.last().plus(Duration.ofHours(24));
                if (signed.now().isBefore(free)) {
                    findings.report(
                            "signingKeys",
                            "rotated at " + signed.last(),
                            "are the keys of tokens that pods still have, and a second rotation refuses those of the key"
                                    + " before",
                            "Wait until " + free
                                    + ", or call rotateServiceAccountSigningKeysAgain() if a key is in wrong"
                                    + " hands.");
                }
            });

    static final Rule<Cluster> TAKES_COMMANDS = Rule.<Cluster>error(
                    "AKS-OPS-025", "Commands run where run command is not switched off.")
            .source("azure-aks-docs, access-private-cluster, 2026: disableRunCommand")
            .check((cluster, findings) -> {
                if (cluster.document()
                        .at("/properties/apiServerAccessProfile/disableRunCommand")
                        .asBoolean(false)) {
                    findings.report(
                            "apiServer.disableRunCommand",
                            "true",
                            "refuses commands from outside",
                            "Use kubernetes() from where the API server is reached, or allow run command in the spec.");
                }
            });

    static final List<Rule<?>> ALL =
            List.of(RUNNING, STOPPABLE, REPAIRED, FREE, UNDER_WAY, SIGNS, SIGNED_LATELY, TAKES_COMMANDS);

    private OperatingRules() {}
}
