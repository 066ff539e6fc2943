package dev.aks4j.core.internal.cluster.offer;

import static dev.aks4j.core.internal.cluster.offer.RegionAnswers.closed;
import static dev.aks4j.core.internal.cluster.offer.RegionAnswers.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Question;
import dev.aks4j.core.plan.kind.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the answers of Microsoft.Compute mean to the pools that a plan writes: each rule accepted and refused. */
class RegionQuestionsTest {

    private static final String SUBSCRIPTION = "6f2c0000-0000-0000-0000-000000000001";
    private static final ResourceId CLUSTER = ResourceId.group("rg-shop")
            .child("Microsoft.ContainerService/managedClusters", "shop")
            .inSubscription(SUBSCRIPTION);
    private static final String D4 = "'vmSize':'Standard_D4ds_v5'";
    private static final String SYSTEM = "{'name':'system','count':3," + D4 + "}";

    private static Write create(String... pools) {
        String body = "{'properties':{'agentPoolProfiles':[" + String.join(",", pools) + "]}}";
        return new Write.Put(CLUSTER, "v1", json(body), false);
    }

    private static Write pool(String name, String properties, boolean merge) {
        return new Write.Put(
                CLUSTER.child("agentPools", name), "v1", json("{'properties':{" + properties + "}}"), merge);
    }

    private static Write delete(String name) {
        return new Write.Delete(CLUSTER.child("agentPools", name), "v1");
    }

    private static ClusterDemand fresh(String... pools) {
        return demand(Json.missing(), create(pools));
    }

    private static ClusterDemand demand(Json live, Write... writes) {
        return new ClusterDemand(
                "shop", "westeurope", Set.of("system", "apps", "batch", "more"), live, List.of(writes));
    }

    private static Json live(String... pools) {
        return json("{'location':'westeurope','properties':{'agentPoolProfiles':[" + String.join(",", pools) + "]}}");
    }

    private static List<Problem> problems(RegionAnswers answers, ClusterDemand... clusters) {
        List<Problem> problems = new ArrayList<>();
        judged(answers, clusters).forEach(judgement -> problems.addAll(judgement.problems()));
        return problems;
    }

    private static List<Question.Judgement> judged(RegionAnswers answers, ClusterDemand... clusters) {
        return RegionQuestions.of(List.of(clusters), SUBSCRIPTION).stream()
                .map(question -> question.judge()
                        .apply(
                                question.reads().size() == 1
                                        ? List.of(answers.skus())
                                        : List.of(answers.skus(), answers.usages())))
                .toList();
    }

    private static List<String> rules(RegionAnswers answers, ClusterDemand... clusters) {
        return problems(answers, clusters).stream().map(Problem::rule).toList();
    }

    @Test
    void oneReadOfSizesAndOneOfQuotasServesAllClustersOfARegion() {
        List<Question> questions = RegionQuestions.of(List.of(fresh(SYSTEM), fresh(SYSTEM)), SUBSCRIPTION);
        assertThat(questions)
                .extracting(Question::what)
                .containsExactly("VM sizes on offer in westeurope", "vCPU quotas in westeurope");
        Question.Collection skus = new Question.Collection(
                ResourceId.subscription(SUBSCRIPTION),
                "Microsoft.Compute/skus",
                "2021-07-01",
                Map.of("$filter", "location eq 'westeurope'"));
        assertThat(questions.get(0).reads()).containsExactly(skus);
        assertThat(questions.get(1).reads()).hasSize(2).startsWith(skus);
    }

    @Test
    void onlyPoolsThatAreMadeOrGrowOrAreUpgradedAreAskedFor() {
        Json live = live("{'name':'apps','count':3," + D4 + "}");
        assertThat(RegionQuestions.of(
                        List.of(demand(live, pool("apps", "'nodeLabels':{'a':'b'}", true))), SUBSCRIPTION))
                .isEmpty();
        assertThat(RegionQuestions.of(List.of(demand(live, pool("apps", "'count':2", true))), SUBSCRIPTION))
                .isEmpty();
        assertThat(RegionQuestions.of(List.of(demand(live, delete("apps"))), SUBSCRIPTION))
                .isEmpty();
        assertThat(RegionQuestions.of(List.of(fresh("{'name':'system','count':3}")), SUBSCRIPTION))
                .isEmpty();
        assertThat(RegionQuestions.of(
                        List.of(demand(live, pool("apps", "'orchestratorVersion':'1.36'", true))), SUBSCRIPTION))
                .hasSize(2);
    }

    @Test
    void aSizeThatTheRegionLacksIsRefusedWithOthersLikeIt() {
        RegionAnswers answers = RegionAnswers.usual();
        assertThat(problems(answers, fresh(SYSTEM))).isEmpty();
        assertThat(problems(answers, fresh("{'name':'system','count':3,'vmSize':'Standard_D4ds_v9'}")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.rule()).isEqualTo("AKS-OFFER-001");
                    assertThat(problem.path()).isEqualTo("pools.system.vmSize");
                    assertThat(problem.what()).isEqualTo("is no VM size that westeurope has");
                    assertThat(problem.fix())
                            .isEqualTo("Choose another size; westeurope offers Standard_D4ds_v5, Standard_D4s_v5,"
                                    + " Standard_E4ds_v5.");
                });
        assertThat(problems(answers, fresh("{'name':'system','count':3,'vmSize':'Standard_X99'}")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.fix()).contains("az vm list-skus -l westeurope"));
    }

    @Test
    void aListThatNamesNoSizeStandsAgainstNothing() {
        assertThat(problems(new RegionAnswers(), fresh(SYSTEM))).isEmpty();
    }

    @Test
    void aSizeThatIsClosedToTheSubscriptionIsRefusedForNewPoolsOnly() {
        RegionAnswers answers = RegionAnswers.usual()
                .size("Standard_F8s_v2", "standardFSv2Family", 8, 16, "'1'", closed("Location", ""));
        String closed = "'count':1,'vmSize':'Standard_F8s_v2'";
        assertThat(problems(answers, fresh(SYSTEM, "{'name':'apps'," + closed + "}")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.rule()).isEqualTo("AKS-OFFER-002");
                    assertThat(problem.toString())
                            .contains(
                                    "pools.apps.vmSize = Standard_F8s_v2 is not open to this subscription in westeurope")
                            .contains("Azure would answer 400 BadRequest")
                            .contains("westeurope offers Standard_D8ds_v5. Or ask");
                });
        assertThat(problems(answers, demand(live("{'name':'apps'," + closed + "}"), pool("apps", "'count':2", true))))
                .isEmpty();
    }

    @Test
    void zonesAreThoseOfTheSizeLessWhatIsClosed() {
        RegionAnswers answers = RegionAnswers.usual()
                .size("Standard_F8s_v2", "standardFSv2Family", 8, 16, "'1','2','3'", closed("Zone", "'2'"));
        String pool = "{'name':'apps','count':1,'vmSize':'Standard_F8s_v2','availabilityZones':[%s]}";
        assertThat(problems(answers, fresh(String.format(pool, "'1','3'")))).isEmpty();
        assertThat(problems(answers, fresh(String.format(pool, "'1','2'"))))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.rule()).isEqualTo("AKS-OFFER-003");
                    assertThat(problem.path()).isEqualTo("pools.apps.zones");
                    assertThat(problem.value()).isEqualTo("2");
                    assertThat(problem.fix())
                            .isEqualTo(
                                    "Use zones 1, 3, or a size that these zones have, for example Standard_D8ds_v5.");
                });
        Json live = live(String.format(pool, "'2'"));
        assertThat(rules(answers, demand(live, pool("apps", "'count':2", true))))
                .containsExactly("AKS-OFFER-003");
        assertThat(problems(answers, demand(live, pool("apps", "'maxPods':30", true))))
                .isEmpty();
        RegionAnswers unzoned = new RegionAnswers().size("Standard_F8s_v2", "standardFSv2Family", 8, 16, "");
        assertThat(problems(unzoned, fresh(String.format(pool, "'1'"))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.fix()).startsWith("Leave zones out"));
    }

    @Test
    void aFamilyTakesAsManyVcpusAsItsQuotaHasLeft() {
        assertThat(rules(RegionAnswers.usual().quota("standardDDSv5Family", 4, 20), fresh(SYSTEM)))
                .isEmpty();
        assertThat(problems(RegionAnswers.usual().quota("standardDDSv5Family", 4, 15), fresh(SYSTEM)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.rule()).isEqualTo("AKS-OFFER-010");
                    assertThat(problem.toString())
                            .contains("pools.system = 12 more vCPUs are needed, but the quota standardDDSv5Family in"
                                    + " westeurope has 11 of 15 left")
                            .contains("Azure would answer 400 ErrCode_InsufficientVCPUQuota")
                            .contains("raised to at least 16");
                });
    }

    @Test
    void familiesAreTheSameHoweverTheyAreSpelled() {
        String gpu = "{'name':'apps','count':2,'vmSize':'standard_nc4as_t4_v3'}";
        assertThat(rules(RegionAnswers.usual().quota("standardNCASv3_T4Family", 0, 4), fresh(gpu)))
                .containsExactly("AKS-OFFER-010");
    }

    @Test
    void theRegionHasAQuotaOfItsOwn() {
        RegionAnswers enough = RegionAnswers.usual().quota("cores", 84, 100);
        RegionAnswers little = RegionAnswers.usual().quota("cores", 90, 100);
        assertThat(rules(enough, fresh(SYSTEM))).isEmpty();
        assertThat(rules(little, fresh(SYSTEM))).containsExactly("AKS-OFFER-011");
    }

    @Test
    void spotMachinesCountAgainstTheQuotaOfSpotOnly() {
        String batch = "{'name':'batch','count':2," + D4 + ",'scaleSetPriority':'Spot'}";
        RegionAnswers answers =
                RegionAnswers.usual().quota("standardDDSv5Family", 0, 16).quota("cores", 0, 16);
        assertThat(rules(answers.quota("lowPriorityCores", 0, 8), fresh(SYSTEM, batch)))
                .isEmpty();
        assertThat(rules(RegionAnswers.usual().quota("lowPriorityCores", 1, 8), fresh(SYSTEM, batch)))
                .containsExactly("AKS-OFFER-012");
    }

    @Test
    void allClustersOfAPlanCountTogether() {
        RegionAnswers answers = RegionAnswers.usual().quota("standardDDSv5Family", 0, 20);
        assertThat(rules(answers, fresh(SYSTEM))).isEmpty();
        assertThat(problems(answers, fresh(SYSTEM), fresh(SYSTEM)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).isEqualTo("shop pools.system");
                    assertThat(problem.value()).isEqualTo("24 more vCPUs");
                });
    }

    @Test
    void anExistingClusterCountsByWhatItAddsOnly() {
        Json live = live(SYSTEM, "{'name':'apps','count':2," + D4 + "}");
        RegionAnswers full = RegionAnswers.usual().quota("standardDDSv5Family", 20, 24);
        assertThat(rules(full, demand(live, pool("apps", "'count':3", true)))).containsExactly("AKS-OFFER-013");
        assertThat(rules(full, demand(live, pool("apps", "'count':4", true)))).containsExactly("AKS-OFFER-010");
        assertThat(rules(full, demand(live, delete("apps"), pool("more", "'count':2," + D4, false))))
                .doesNotContain("AKS-OFFER-010");
        assertThat(rules(full, demand(live, pool("more", "'count':2," + D4, false), delete("apps"))))
                .containsExactly("AKS-OFFER-010");
    }

    @Test
    void anAutoscaledPoolNeedsItsMinimumNowAndItsMaximumLater() {
        String apps = "{'name':'apps','count':2,'enableAutoScaling':true,'minCount':2,'maxCount':10," + D4
                + ",'upgradeSettings':{'maxSurge':'1'}}";
        assertThat(rules(RegionAnswers.usual().quota("standardDDSv5Family", 0, 44), fresh(apps)))
                .isEmpty();
        assertThat(problems(RegionAnswers.usual().quota("standardDDSv5Family", 0, 40), fresh(apps)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.rule()).isEqualTo("AKS-OFFER-013");
                    assertThat(problem.isError()).isFalse();
                    assertThat(problem.value()).isEqualTo("44 more vCPUs");
                });
        assertThat(rules(RegionAnswers.usual().quota("standardDDSv5Family", 0, 7), fresh(apps)))
                .containsExactly("AKS-OFFER-010");
        Json live = live(apps);
        RegionAnswers answers = RegionAnswers.usual().quota("standardDDSv5Family", 8, 20);
        assertThat(rules(answers, demand(live, pool("apps", "'minCount':5", true))))
                .containsExactly("AKS-OFFER-013");
        assertThat(rules(answers, demand(live, pool("apps", "'minCount':6", true))))
                .containsExactly("AKS-OFFER-010");
    }

    @Test
    void anUpgradeNeedsRoomForItsSurgeOrFrom135OnForOneNode() {
        Json live = live("{'name':'apps','count':4,'orchestratorVersion':'1.34'," + D4
                + ",'upgradeSettings':{'maxSurge':'50%'}}");
        RegionAnswers room = RegionAnswers.usual().quota("standardDDSv5Family", 16, 20);
        assertThat(rules(room, demand(live, pool("apps", "'orchestratorVersion':'1.35'", true))))
                .doesNotContain("AKS-OFFER-010");
        assertThat(rules(room, demand(live, pool("apps", "'orchestratorVersion':'1.34.9'", true))))
                .contains("AKS-OFFER-010");
        RegionAnswers none = RegionAnswers.usual().quota("standardDDSv5Family", 16, 19);
        assertThat(rules(none, demand(live, pool("apps", "'orchestratorVersion':'1.35'", true))))
                .containsExactly("AKS-OFFER-010");
    }

    @Test
    void poolsOfSingleMachinesCountEachSize() {
        String machines = "{'name':'apps','type':'VirtualMachines','virtualMachinesProfile':{'scale':{'manual':["
                + "{'size':'Standard_D4ds_v5','count':2},{'size':'Standard_D4s_v5','count':1}]}}}";
        RegionAnswers answers =
                RegionAnswers.usual().quota("standardDDSv5Family", 0, 7).quota("standardDSv5Family", 0, 3);
        assertThat(rules(answers, fresh(machines))).containsExactly("AKS-OFFER-010", "AKS-OFFER-010");
        assertThat(judged(answers, fresh(machines)).get(0).found())
                .isEqualTo("Standard_D4ds_v5 in zones 1 2 3; Standard_D4s_v5 in zones 1 2 3");
    }

    @Test
    void whatWasFoundIsSaidInAFewWords() {
        RegionAnswers answers = RegionAnswers.usual().quota("standardDDSv5Family", 4, 100);
        assertThat(judged(answers, fresh(SYSTEM)))
                .extracting(Question.Judgement::found)
                .containsExactly(
                        "Standard_D4ds_v5 in zones 1 2 3", "standardDDSv5Family 12 more, 16 at most, of 96 left");
    }
}
