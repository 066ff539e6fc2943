package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How the logins on nodes may be called. */
public final class LoginRules {

    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");

    /** What Azure takes for no name of an administrator. */
    private static final Set<String> COMMON = Set.of(
            ("administrator admin user user1 test user2 test1 user3 admin1 1 123 a actuser adm admin2 aspnet backup"
                            + " console david guest john owner root server sql support support_388945a0 sys test2 test3"
                            + " user4 user5")
                    .split(" "));

    static final Rule<DeclaredCluster> LINUX = Rule.<DeclaredCluster>error(
                    "AKS-CLU-006",
                    "The user on Linux nodes begins with a letter and has letters, digits, hyphens and underscores.")
            .prevents(REFUSED)
            .source("swagger 2025-09-01, linuxProfile.adminUsername")
            .check((cluster, findings) -> {
                String user = cluster.text("/properties/linuxProfile/adminUsername");
                if (cluster.has("/properties/linuxProfile") && !user.matches("[A-Za-z][-A-Za-z0-9_]*")) {
                    findings.report(
                            "linuxLogin", user, "is not a user name", "Use for example azureuser, without a space.");
                }
            });

    static final Rule<DeclaredCluster> WINDOWS = Rule.<DeclaredCluster>error(
                    "AKS-CLU-007",
                    "The user on Windows nodes has 1 to 20 characters, no dot at its end, and is none of the names that"
                            + " everybody tries, such as administrator.")
            .prevents(REFUSED)
            .source("swagger 2025-09-01, windowsProfile.adminUsername")
            .check((cluster, findings) -> {
                String user = cluster.text("/properties/windowsProfile/adminUsername");
                boolean fine = !user.isEmpty() && user.length() <= 20 && !user.endsWith(".");
                if (cluster.has("/properties/windowsProfile")
                        && (!fine || COMMON.contains(user.toLowerCase(Locale.ROOT)))) {
                    findings.report(
                            "windows.user",
                            user,
                            fine ? "is a name that Azure does not allow" : "is not a user name",
                            "Use for example azureuser.");
                }
            });

    static final List<Rule<DeclaredCluster>> ALL = List.of(LINUX, WINDOWS);

    private LoginRules() {}
}
