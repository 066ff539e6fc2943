package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.cluster.setting.AutoscalerProfile;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import java.util.List;

/** Units and limits of the cluster autoscaler's profile, whose values are all text. */
public final class AutoscalerProfileRules {

    private static final String SOURCE = "azure-aks-docs, cluster-autoscaler, 2026";
    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");
    private static final List<String> MINUTES = List.of(
            "scale-down-delay-after-add",
            "scale-down-delay-after-failure",
            "scale-down-unneeded-time",
            "scale-down-unready-time",
            "max-node-provision-time");
    private static final List<String> NUMBERS =
            List.of("max-graceful-termination-sec", "max-empty-bulk-delete", "ok-total-unready-count");

    static final Rule<DeclaredCluster> WHOLE_MINUTES = Rule.<DeclaredCluster>error(
                    "AKS-CLU-050", "The autoscaler's delays are whole minutes.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((cluster, findings) ->
                    MINUTES.forEach(name -> matches(cluster, findings, name, "\\d+m", "whole minutes", "10m")));

    static final Rule<DeclaredCluster> SECONDS = Rule.<DeclaredCluster>error(
                    "AKS-CLU-051", "The autoscaler's scan interval is at least one second, in whole seconds.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((cluster, findings) ->
                    matches(cluster, findings, "scan-interval", "[1-9]\\d*s", "whole seconds", "10s"));

    static final Rule<DeclaredCluster> SHARE = Rule.<DeclaredCluster>error(
                    "AKS-CLU-052", "The autoscaler's utilization threshold lies between 0 and 1.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((cluster, findings) -> matches(
                    cluster, findings, "scale-down-utilization-threshold", "0(\\.\\d+)?|1(\\.0+)?", "0 to 1", "0.5"));

    static final Rule<DeclaredCluster> PERCENT = Rule.<DeclaredCluster>error(
                    "AKS-CLU-053", "The autoscaler's share of unready nodes is 0 to 100 percent.")
            .prevents(REFUSED)
            .source("swagger 2025-07-01, max-total-unready-percentage")
            .check((cluster, findings) ->
                    matches(cluster, findings, "max-total-unready-percentage", "\\d{1,2}|100", "0 to 100", "45"));

    static final Rule<DeclaredCluster> COUNTS = Rule.<DeclaredCluster>error(
                    "AKS-CLU-054", "The autoscaler's counts and its grace period are whole numbers from 0.")
            .prevents(REFUSED)
            .source("swagger 2025-07-01, autoScalerProfile")
            .check((cluster, findings) ->
                    NUMBERS.forEach(name -> matches(cluster, findings, name, "\\d+", "a whole number from 0", "10")));

    static final List<Rule<DeclaredCluster>> ALL = List.of(WHOLE_MINUTES, SECONDS, SHARE, PERCENT, COUNTS);

    private AutoscalerProfileRules() {}

    private static void matches(
            DeclaredCluster cluster, Findings findings, String name, String form, String what, String example) {
        String value = cluster.text(AutoscalerProfile.AT + name);
        if (cluster.has(AutoscalerProfile.AT + name) && !value.matches(form)) {
            findings.report("autoscalerProfile." + name, value, "is not " + what, "Use for example " + example + ".");
        }
    }
}
