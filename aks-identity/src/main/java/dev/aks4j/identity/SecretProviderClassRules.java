package dev.aks4j.identity;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the driver for key vaults accepts. */
final class SecretProviderClassRules {

    private static final Set<String> ENCODINGS = Set.of("utf-8", "hex", "base64");
    private static final Set<String> CLOUDS = Set.of(
            "azurecloud",
            "azurepubliccloud",
            "azurechinacloud",
            "azuregermancloud",
            "azureusgovernment",
            "azureusgovernmentcloud",
            "azurestackcloud");
    private static final String PROVIDER = "secrets-store-csi-driver-provider-azure 1.8.2, its own answers, 2026-12";
    private static final String DRIVER = "AKS documents, csi-secrets-store-driver and -configuration-options, 2026";

    /** A class in a plan. */
    record InPlan(SecretProviderClassSpec spec, Scope scope) {}

    static final Rule<SecretProviderClassSpec> VAULT = Rule.<SecretProviderClassSpec>error(
                    "AKS-ID-040",
                    "A key vault's name has 3 to 24 letters, digits or single hyphens and starts with a letter.")
            .source("Azure Resource Manager, naming rules for Microsoft.KeyVault, 2026")
            .check((spec, findings) -> {
                if (!spec.vault().matches("(?=.{3,24}$)[a-zA-Z][a-zA-Z0-9]*(-[a-zA-Z0-9]+)*")) {
                    findings.report(
                            "vault",
                            spec.vault(),
                            "is not the name of a key vault",
                            "Use the vault's name, not its id or address: 3 to 24 letters, digits or single hyphens.");
                }
            });

    static final Rule<SecretProviderClassSpec> OBJECTS = Rule.<SecretProviderClassSpec>error(
                    "AKS-ID-041",
                    "A secret provider class names objects of the vault by 1 to 127 letters, digits or hyphens.")
            .source(DRIVER)
            .check((spec, findings) -> {
                if (spec.objects().isEmpty()) {
                    findings.report("object", "none", "is too few", "Add .object(VaultObject.secret(\"...\")).");
                }
                spec.objects().stream()
                        .filter(object -> !object.name().matches("[0-9a-zA-Z-]{1,127}"))
                        .forEach(object -> findings.report(
                                "object",
                                object.name(),
                                "is not the name of an object in a key vault",
                                "Use 1 to 127 letters, digits or hyphens."));
                spec.objects().stream()
                        .filter(object -> !List.of("secret", "key", "cert").contains(object.type()))
                        .forEach(object -> findings.report(
                                "object." + object.name(), object.type(), "is no type", "Use secret, key or cert."));
            });

    static final Rule<SecretProviderClassSpec> FILES = Rule.<SecretProviderClassSpec>error(
                    "AKS-ID-042", "Every object of a secret provider class has files of its own, by relative paths.")
            .source(PROVIDER)
            .check((spec, findings) -> {
                Set<String> seen = new HashSet<>();
                spec.objects()
                        .forEach(object -> object.files().stream()
                                .filter(file -> !free(file, seen))
                                .findFirst()
                                .ifPresent(file -> findings.report(
                                        "object." + object.name(),
                                        file,
                                        "is the file or the folder of another object too",
                                        "Give it another one with .inFile(\"...\").")));
                spec.objects().stream()
                        .filter(object -> !isPath(object.file()))
                        .forEach(object -> findings.report(
                                "object." + object.name(),
                                object.file(),
                                "is no relative path of a file",
                                "Use a path without .., blanks at its ends or a slash at its beginning."));
            });

    static final Rule<SecretProviderClassSpec> FORM = Rule.<SecretProviderClassSpec>error(
                    "AKS-ID-044", "Only secrets are had as PFX or decoded, from utf-8, hex or base64.")
            .source(PROVIDER)
            .check((spec, findings) -> spec.objects().forEach(object -> {
                boolean secret = object.type().equals("secret");
                if (object.format().filter("pfx"::equals).isPresent() && !secret) {
                    findings.report(
                            "object." + object.name(),
                            "pfx",
                            "is a form of secrets, and this is a " + object.type(),
                            "Use VaultObject.secret(...) with the certificate's name.");
                }
                object.encoding()
                        .filter(text -> !secret || !ENCODINGS.contains(text.toLowerCase(Locale.ROOT)))
                        .ifPresent(text -> findings.report(
                                "object." + object.name(),
                                text,
                                secret ? "is no encoding" : "is set for a " + object.type(),
                                "Use utf-8, hex or base64, for secrets only."));
            }));

    static final Rule<SecretProviderClassSpec> PERMISSION = Rule.<SecretProviderClassSpec>error(
                    "AKS-ID-045", "The rights of a file are an octal number up to 07777, and versions are not below 0.")
            .source(PROVIDER)
            .check((spec, findings) -> spec.objects().forEach(object -> {
                object.permission()
                        .filter(text -> !text.strip().matches("0*[0-7]{1,4}"))
                        .ifPresent(text -> findings.report(
                                "object." + object.name(),
                                text,
                                "is no octal number up to 07777; the driver would give the file no rights at all",
                                "Use a number such as 0400 or 0644."));
                if (object.history() < 0) {
                    findings.report("object." + object.name(), object.history(), "is below 0", "Use 2 or more.");
                }
            }));

    static final Rule<SecretProviderClassSpec> SYNCED = Rule.<SecretProviderClassSpec>error(
                    "AKS-ID-046", "A synced secret takes its data from files of the class.")
            .source(DRIVER)
            .check((spec, findings) -> {
                List<String> files = spec.objects().stream()
                        .flatMap(object -> object.files().stream())
                        .toList();
                for (SyncedSecret secret : spec.secrets()) {
                    if (secret.data().isEmpty()) {
                        findings.report("sync." + secret.name(), "none", "is too few", "Add .data(key, file).");
                    }
                    secret.data().forEach((key, file) -> {
                        if (!files.contains(file)) {
                            findings.report(
                                    "sync." + secret.name() + "." + key,
                                    file,
                                    "is no file of this class",
                                    "Name one of " + String.join(", ", files) + ".");
                        }
                    });
                }
            });

    static final Rule<SecretProviderClassSpec> CLOUD = Rule.<SecretProviderClassSpec>error(
                    "AKS-ID-047", "A cloud is named as the Azure SDK for Go names it.")
            .source(PROVIDER)
            .check((spec, findings) -> spec.cloudName()
                    .filter(name -> !CLOUDS.contains(name.toLowerCase(Locale.ROOT)))
                    .ifPresent(name -> findings.report(
                            "cloud",
                            name,
                            "is no cloud",
                            "Use AzurePublicCloud, AzureUSGovernmentCloud, AzureChinaCloud or AzureStackCloud.")));

    private static boolean isPath(String file) {
        return !file.isBlank()
                && file.equals(file.strip())
                && !file.startsWith("/")
                && !file.contains("..")
                && file.chars().noneMatch(Character::isISOControl);
    }

    /** A path is taken if it is one already, lies below one, or is a folder of one. */
    private static boolean free(String file, Set<String> seen) {
        boolean taken = seen.stream()
                .anyMatch(other -> other.equals(file) || other.startsWith(file + "/") || file.startsWith(other + "/"));
        seen.add(file);
        return !taken;
    }

    static final Rule<InPlan> ADDON = Rule.<InPlan>error(
                    "AKS-ID-043", "Secret provider classes need the cluster's add-on for key vaults.")
            .source(DRIVER)
            .check((plan, findings) -> plan.scope()
                    .spec(plan.spec().cluster())
                    .filter(ClusterSpec.class::isInstance)
                    .map(ClusterSpec.class::cast)
                    .filter(cluster -> !cluster.property(ClusterLateValues.VAULT_ADDON + "/enabled")
                            .asBoolean())
                    .ifPresent(cluster -> findings.report(
                            "cluster",
                            cluster.name(),
                            "has no add-on for key vaults, so the kind SecretProviderClass does not exist there",
                            "Switch the add-on azureKeyvaultSecretsProvider of the cluster on.")));

    static final List<Rule<SecretProviderClassSpec>> ALL =
            List.of(VAULT, OBJECTS, FILES, FORM, PERMISSION, SYNCED, CLOUD);
    static final List<Rule<InPlan>> IN_PLAN = List.of(ADDON);

    private SecretProviderClassRules() {}
}
