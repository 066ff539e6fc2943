package dev.aks4j.storage;

import static dev.aks4j.core.model.AzureError.happens;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What rules on the parameters of a driver have in common. */
final class Parameters {

    /** The driver refuses it. */
    static final AzureError REFUSED = happens("The driver would answer InvalidArgument, and the claim stay Pending");

    /** The driver notices it on its way to Azure. */
    static final AzureError INTERNAL = happens("The driver would answer Internal, and the claim stay Pending");

    /** The driver does not look at it. */
    static final AzureError PASSED_ON =
            happens("The driver would pass it on, Azure refuse it, and the claim stay Pending");

    /** The driver notices some of it. */
    static final AzureError REFUSED_OR_AZURE = happens(
            "The driver would answer InvalidArgument, or pass it on and Azure refuse it, and the claim stay Pending");

    /** The driver refuses it, or reads it as what it is not. */
    static final AzureError REFUSED_OR_FALSE =
            happens("The driver would answer InvalidArgument, or take it for the default without a word");

    static final AzureError BAD_TAG = happens(
            "The driver would answer InvalidArgument for a pair without an equals sign, and Azure refuse the key");
    static final AzureError NO_GROUP = happens("The driver of shares would answer InvalidArgument, the others take the"
            + " nodes' resource group, which Azure does not find in the other subscription");
    static final AzureError PROVISIONER = happens("The provisioner would refuse it, and the claim stay Pending");
    static final AzureError ON_NODE = happens("The volume would be made, and mounting it fail on the node");
    static final AzureError NOT_ATTACHED =
            happens("The volume would be made, and Azure refuse to attach it; with Premium"
                    + " SSD v2 the driver would answer InvalidArgument");
    static final AzureError NO_ACCESS =
            happens("The driver would answer Internal, or drop a disk access without a policy, without a word");
    static final AzureError NO_NODE = happens("The claim would stay Pending: no node is in such a zone");
    static final AzureError NO_ENDPOINT = happens("The driver would make no endpoint, without a word");

    private Parameters() {}

    static Rule.Builder<StorageClassSpec> rule(String id, String statement, String source) {
        return Rule.<StorageClassSpec>error(id, statement).prevents(REFUSED).source(source);
    }

    static Rule.Builder<StorageClassSpec> warning(String id, String statement, String source) {
        return Rule.<StorageClassSpec>warning(id, statement).source(source);
    }

    /** A rule that a parameter has one of a few values. */
    static Rule<StorageClassSpec> oneOf(String id, String key, String source, Collection<?> values) {
        return oneOf(id, key, REFUSED, source, values);
    }

    /** As the other, where something else happens. */
    static Rule<StorageClassSpec> oneOf(
            String id, String key, AzureError prevents, String source, Collection<?> values) {
        Set<String> legal = values.stream().map(Object::toString).collect(Collectors.toSet());
        String list = values.stream().map(Object::toString).collect(Collectors.joining(", "));
        return rule(id, "The parameter " + key + " is one of " + list + ".", source)
                .prevents(prevents)
                .check((it, findings) -> it.said(key)
                        .filter(value -> !legal.contains(value))
                        .ifPresent(value -> findings.report(
                                path(key),
                                value,
                                "is no " + key + " that the driver knows",
                                "Use one of " + list + ".")));
    }

    /** A rule that a parameter has one of a few values, in any letter case. */
    static Rule<StorageClassSpec> oneOfAnyCase(String id, String key, String source, List<String> values) {
        return oneOfAnyCase(id, key, REFUSED, source, values);
    }

    /** As the other, where something else happens. */
    static Rule<StorageClassSpec> oneOfAnyCase(
            String id, String key, AzureError prevents, String source, List<String> values) {
        String list = String.join(", ", values);
        return rule(id, "The parameter " + key + " is one of " + list + ", in any letter case.", source)
                .prevents(prevents)
                .check((it, findings) -> it.said(key)
                        .filter(value -> values.stream().noneMatch(value::equalsIgnoreCase))
                        .ifPresent(value -> findings.report(
                                path(key),
                                value,
                                "is no " + key + " that the driver knows",
                                "Use one of " + list + ".")));
    }

    /** Returns whether a text can be the name of a share or container, with variables filled in where it has some. */
    static boolean isAccountPart(String name) {
        return DriverParameters.filled(name).matches("(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]")
                && !DriverParameters.filled(name).contains("$");
    }

    /** A rule that a class's type is one of a few, by either of the two names that the drivers give it. */
    static Rule<StorageClassSpec> sku(String id, AzureError prevents, String source, Collection<?> values) {
        Set<String> legal = values.stream().map(Object::toString).collect(Collectors.toSet());
        String list = values.stream().map(Object::toString).collect(Collectors.joining(", "));
        return rule(id, "The parameter skuName, or its other name storageAccountType, is one of " + list + ".", source)
                .prevents(prevents)
                .check((it, findings) -> Stream.of("skuName", "storageAccountType")
                        .forEach(key -> it.said(key)
                                .filter(value -> !legal.contains(value))
                                .ifPresent(value -> findings.report(
                                        path(key), value, "is no type that Azure has", "Use one of " + list + "."))));
    }

    /** A rule that parameters are set only where something else holds. */
    static Rule<StorageClassSpec> onlyIf(
            Rule.Builder<StorageClassSpec> rule,
            Predicate<StorageClassSpec> condition,
            String otherwise,
            String fix,
            String... keys) {
        return rule.check((it, findings) -> {
            if (!condition.test(it)) {
                Stream.of(keys)
                        .forEach(key -> it.parameter(key)
                                .filter(value -> !value.isEmpty() && !value.equalsIgnoreCase("false"))
                                .filter(value -> !(key.equals("LogicalSectorSize") && value.equals("0")))
                                .filter(value -> !it.driver().parses(key) || !it.isFalse(key))
                                .ifPresent(value -> findings.report(path(key), value, otherwise, fix)));
            }
        });
    }

    /** Returns whether Go reads a text as a whole number of so many bits; a sign is allowed, and nothing around it. */
    static boolean isWhole(String text, int bits) {
        if (!text.matches("[+-]?[0-9]+")) {
            return false;
        }
        return new BigInteger(text).bitLength() < bits;
    }

    /** Reports a parameter that is no whole number between two limits. */
    static void number(StorageClassSpec it, Findings findings, String key, long least, long most, String unit) {
        it.parameter(key)
                .filter(value -> !value.matches("[+]?\\d{1,18}")
                        || Long.parseLong(value) < least
                        || Long.parseLong(value) > most)
                .ifPresent(value -> findings.report(
                        path(key),
                        value,
                        "is not between " + least + " and " + most + unit,
                        "Use a whole number between " + least + " and " + most + "."));
    }

    static String path(String key) {
        return "parameters." + key;
    }

    /** Returns problems that were found in a spec alone, with the place that they have in a plan. */
    static List<Problem> placed(String place, List<Problem> found) {
        return found.stream()
                .map(problem -> new Problem(
                        problem.rule(),
                        problem.severity(),
                        place + "." + problem.path(),
                        problem.value(),
                        problem.what(),
                        problem.fix(),
                        problem.prevents()))
                .toList();
    }

    static final String TAG_FIX =
            "Write key=value pairs, keys without < > % & ? \\ /; set tagValueDelimiter where a value holds a comma.";

    /** Says what is wrong with tags as the drivers split them: at commas or another text, then at the first equals sign. */
    static Optional<String> badTag(String tags, Optional<String> delimiter) {
        if (tags.isEmpty()) {
            return Optional.empty();
        }
        return Stream.of(tags.split(Pattern.quote(delimiter.orElse(",")), -1))
                .flatMap(pair -> {
                    int equals = pair.indexOf('=');
                    if (equals < 0 || pair.substring(0, equals).isBlank()) {
                        return Stream.of("has \"" + pair + "\", which is no key=value");
                    }
                    return pair.substring(0, equals).matches(".*[<>%&?\\\\/].*")
                            ? Stream.of("has the key \""
                                    + pair.substring(0, equals).strip() + "\", which Azure does not take")
                            : Stream.empty();
                })
                .findFirst();
    }

    /** Returns a delimiter for tags of which a value holds a comma. */
    static Optional<String> delimiter(Collection<String> values) {
        return values.stream().noneMatch(value -> value.contains(","))
                ? Optional.empty()
                : Stream.of(";", "|", "~", ";;", "||")
                        .filter(candidate -> values.stream().noneMatch(value -> value.contains(candidate)))
                        .findFirst();
    }
}
