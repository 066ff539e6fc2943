package dev.aks4j.storage;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;

/** What Kubernetes and the drivers demand of a secret with an account's key. */
final class AccountKeyRules {

    static final Rule<AccountKeySpec> NAME = Rule.<AccountKeySpec>error(
                    "AKS-STO-178",
                    "A secret's name has lower-case letters, digits, hyphens and dots, its namespace no dots.")
            .prevents(AzureError.answered(422, "Invalid"))
            .source("Kubernetes API reference, Secret v1, 1.35")
            .check((it, findings) -> {
                if (!SubdomainName.is(it.name())) {
                    findings.report(
                            "name",
                            it.name(),
                            "is not the name of a secret",
                            "Use lower-case letters, digits and hyphens.");
                }
                if (!it.namespace().matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
                    findings.report(
                            "namespace",
                            it.namespace(),
                            "is not the name of a namespace",
                            "Use lower-case letters, digits and hyphens.");
                }
            });

    static final Rule<AccountKeySpec> KEYS = Rule.<AccountKeySpec>error(
                    "AKS-STO-179", "Only an account with shared keys has one to hand out.")
            .prevents(AzureError.happens("The secret would be written, and Azure refuse the key when a node mounts"))
            .source("Azure docs, shared-key-authorization-prevent, 2026")
            .check((it, findings) -> {
                if (!it.account().hasSharedKeys()) {
                    findings.report(
                            "account",
                            it.account().name(),
                            "takes no keys",
                            "Mount with an identity, or leave noSharedKeys() out of the account.");
                }
            });

    static final List<Rule<AccountKeySpec>> ALL = List.of(NAME, KEYS);

    private AccountKeyRules() {}
}
