package dev.aks4j.tests.docs;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.aks4j.core.cluster.RuleBook;
import dev.aks4j.core.cluster.operate.OperatingRuleBook;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.model.Severity;
import dev.aks4j.identity.IdentityRules;
import dev.aks4j.network.NetworkRules;
import dev.aks4j.storage.StorageRules;
import dev.aks4j.tests.architecture.Product;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of all rules. Rules are constants, so every one is found, in whichever module it is. */
class RulesPageTest {

    private static final List<String> AREAS = List.of(
            "FLEET Fleets and their update runs",
            "CLU Clusters",
            "VER Kubernetes versions",
            "API Reaching the API server",
            "ACC Access by Microsoft Entra ID",
            "POOL Node pools",
            "OFFER What a region offers, asked when a plan is made",
            "OPS Operating a cluster that exists",
            "MNT Maintenance windows",
            "SNP Snapshots",
            "NSP Managed namespaces",
            "TAC Trusted access",
            "VNET Virtual networks",
            "NWR Network resources around a cluster",
            "ING Gateways, routes and ingresses",
            "NET Network models",
            "LB Load-balancer services",
            "STO Storage",
            "ID Identities",
            "RBAC Kubernetes RBAC",
            "K8S Kubernetes objects",
            "RG Resource groups",
            "ARM Azure in general",
            "PLAN Plans",
            "WIRE What the API knows");

    static final Map<String, List<Rule<?>>> RULES = scan();

    @Test
    void thePageListsEveryRule() throws IOException {
        GeneratedPage.check("rules.md", page(RULES));
    }

    @Test
    void anIdMeansOneRule() {
        Map<String, List<String>> statements = RULES.values().stream()
                .flatMap(List::stream)
                .collect(groupingBy(Rule::id, TreeMap::new, mapping(Rule::statement, toList())));
        assertThat(statements)
                .allSatisfy((id, texts) -> assertThat(texts).as(id).containsOnly(texts.get(0)));
    }

    @Test
    void everyAreaHasATitle() {
        assertThat(RULES.keySet())
                .allSatisfy(id -> assertThat(AREAS).anyMatch(title -> title.startsWith(area(id) + " ")));
    }

    @Test
    void theRuleBooksOfTheModulesAreOnThePage() {
        Stream.of(
                        RuleBook.rules(),
                        OperatingRuleBook.rules(),
                        NetworkRules.all(),
                        IdentityRules.all(),
                        StorageRules.all())
                .flatMap(List::stream)
                .forEach(rule -> assertThat(RULES).containsKey(rule.id()));
    }

    private static Map<String, List<Rule<?>>> scan() {
        Map<String, List<Rule<?>>> rules = new TreeMap<>();
        Product.classes().stream()
                .filter(type -> !type.getName().startsWith("dev.aks4j.simulated."))
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .flatMap(field -> values(field).stream())
                .forEach(rule -> rules.computeIfAbsent(rule.id(), id -> new ArrayList<>())
                        .add(rule));
        return rules;
    }

    private static List<Rule<?>> values(JavaField constant) {
        boolean single = constant.getRawType().isEquivalentTo(Rule.class);
        if (!single && !constant.getRawType().getPackageName().equals("java.util")) {
            return List.of();
        }
        try {
            Field field = constant.reflect();
            field.setAccessible(true);
            Object value = field.get(null);
            Collection<?> all = value instanceof Collection<?> many ? many : List.of(value);
            List<Rule<?>> rules = new ArrayList<>();
            all.stream().filter(Rule.class::isInstance).forEach(rule -> rules.add((Rule<?>) rule));
            return rules;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String page(Map<String, List<Rule<?>>> rules) {
        StringBuilder page = new StringBuilder("# Rules\n\n"
                + "What aks4j checks before anything is sent: " + rules.size() + " rules. Made from the code by"
                + " `RulesPageTest`; do not edit.\n\nAn id is stable. A broken rule stops the spec, the plan or the verb;"
                + " a warning is only reported.\n");
        Map<String, String> titles = new TreeMap<>();
        AREAS.forEach(area -> titles.put(area.split(" ")[0], area.substring(area.indexOf(' ') + 1)));
        List<String> areas =
                new ArrayList<>(AREAS.stream().map(area -> area.split(" ")[0]).toList());
        rules.keySet().stream()
                .map(RulesPageTest::area)
                .distinct()
                .filter(area -> !areas.contains(area))
                .forEach(areas::add);
        for (String area : areas) {
            List<Rule<?>> own = rules.values().stream()
                    .<Rule<?>>map(list -> list.get(0))
                    .filter(rule -> area(rule.id()).equals(area))
                    .toList();
            if (!own.isEmpty()) {
                page.append("\n## ").append(titles.getOrDefault(area, area)).append("\n\n");
                page.append("| id | rule | without it | source |\n|---|---|---|---|\n");
                own.forEach(rule -> page.append(row(rule)));
            }
        }
        return page.toString();
    }

    private static String area(String id) {
        return id.split("-")[1];
    }

    private static String row(Rule<?> rule) {
        String instead = rule.prevents().map(Object::toString).orElse("");
        String mark = rule.severity() == Severity.WARNING ? " (warning)" : "";
        return "| " + rule.id() + mark + " | " + cell(rule.statement()) + " | " + cell(instead) + " | "
                + cell(rule.source()) + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
    }
}
