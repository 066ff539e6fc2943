package dev.aks4j.core.cluster;

/**
 * One rule with a cluster that breaks it and a cluster that just keeps it.
 *
 * @param rule the rule's id
 * @param broken refused, or warned about, for this rule
 * @param kept accepted
 */
record RuleCase(String rule, ClusterSpec.Builder broken, ClusterSpec.Builder kept) {
    @Override
    public String toString() {
        return rule;
    }
}
