package dev.aks4j.tests.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.Aks;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.core.plan.run.RunWaitEndedException;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.identity.ManagedIdentitySpec;
import dev.aks4j.identity.Principal;
import dev.aks4j.identity.RoleAssignmentSpec;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.testkit.AksTest;
import dev.aks4j.testkit.SimulatedAzure;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * Plans and runs as pages. {@code -Daks4j.pictures=FOLDER} leaves the pages there, to be looked at in a browser.
 */
@AksTest
class PicturesTest {

    private static final Duration LONG = Duration.ofHours(2);
    private static final String EVIL = "</title><script>alert('x')</script>&\"<img src=x onerror=alert(1)>";

    /** All that a page is made of. */
    private static final Set<String> ELEMENTS = Set.of(
            "main", "h1", "h2", "p", "div", "span", "table", "tr", "th", "td", "code", "pre", "i", "em", "details",
            "summary", "svg", "g", "rect", "path", "text", "title");

    private final ResourceGroupSpec group = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private final VirtualNetworkSpec vnet = VirtualNetworkSpec.builder("vnet-shop", group)
            .addressSpace("10.20.0.0/16")
            .subnet("nodes", "10.20.0.0/22")
            .subnet("ingress", "10.20.8.0/24")
            .build();

    private ClusterSpec cluster(String version, String tag) {
        return ClusterSpec.builder("shop", group)
                .kubernetesVersion(version)
                .network(CniOverlay.builder()
                        .nodeSubnet(vnet.subnet("nodes"))
                        .podCidr("10.244.0.0/16")
                        .build())
                .identity(ControlPlaneIdentity.create())
                .tag("note", tag)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .userPool("apps", pool -> pool.vmSize("Standard_D8ds_v5").autoscale(2, 40))
                .build();
    }

    private List<Spec> many() {
        List<Spec> specs = new ArrayList<>(List.of(group, vnet));
        for (int i = 0; i < 40; i++) {
            ManagedIdentitySpec identity = ManagedIdentitySpec.builder("id-tenant-with-a-long-name-" + i, group)
                    .build();
            specs.add(identity);
            specs.add(RoleAssignmentSpec.of(BuiltInRole.NETWORK_CONTRIBUTOR, vnet.id(), Principal.of(identity)));
        }
        return specs;
    }

    private static String page(String name, String html) throws Exception {
        String folder = System.getProperty("aks4j.pictures");
        if (folder != null) {
            Files.writeString(Files.createDirectories(Path.of(folder)).resolve(name + ".html"), html);
        }
        assertThat(html).startsWith("<!doctype html>").contains("default-src &#39;none&#39;");
        // What is open is closed: the page is XML but for its head.
        String body = html.substring(html.indexOf("<main>"), html.indexOf("</body>"));
        Document page = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(body)));
        // Nothing is asked of a network, nothing runs.
        NodeList all = page.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            assertThat(ELEMENTS).contains(all.item(i).getNodeName());
            NamedNodeMap attributes = all.item(i).getAttributes();
            for (int j = 0; j < attributes.getLength(); j++) {
                assertThat(attributes.item(j).getNodeName())
                        .doesNotStartWith("on")
                        .isNotIn("src", "href");
            }
        }
        assertThat(html.substring(0, html.indexOf("<main>"))).doesNotContain("url(", "@import", "<link", "<script");
        return html;
    }

    @Test
    void aPlanAndItsRunAreOnePageEach(Aks aks) throws Exception {
        Plan plan = aks.plan(group, vnet, cluster("1.35", "a"));
        String html = page("plan", plan.toHtml());
        assertThat(html)
                .contains("managedCluster", "vnet-shop", "turn 1", "Expected time: about ", "class=\"meter\"")
                .contains("Network Contributor");

        Run run = plan.apply();
        assertThatThrownBy(() -> run.await(Duration.ofMinutes(2))).isInstanceOf(RunWaitEndedException.class);
        page("run-under-way", run.toHtml());
        run.await(LONG);
        assertThat(page("run", run.toHtml())).contains("Run done", "bar expected", "bar real");

        assertThat(page(
                        "plan-change",
                        aks.plan(group, vnet, cluster("1.36", "b")).toHtml()))
                .contains("kubernetesVersion", "1.35", "1.36");
        assertThat(page("plan-same", aks.plan(group, vnet, cluster("1.35", "a")).toHtml()))
                .contains("No changes");
        page("plan-removal", aks.planRemoval(group, vnet, cluster("1.35", "a")).toHtml());
    }

    @Test
    void whatComesFromOutsideIsTextOnly(Aks aks, SimulatedAzure azure) throws Exception {
        aks.plan(group, vnet, cluster("1.35", "a")).apply().await(LONG);
        Plan plan = aks.plan(group, vnet, cluster("1.35", EVIL));
        assertThat(page("plan-evil", plan.toHtml())).contains("&lt;script&gt;").doesNotContain("<img", "<script");

        azure.faults().on("PUT", "**/managedClusters/shop").cause(Fault.answer(400, "Bad<b>Code</b>", EVIL));
        Run run = plan.apply();
        assertThatThrownBy(() -> run.await(LONG)).isInstanceOf(RunFailedException.class);
        assertThat(page("run-failed", run.toHtml()))
                .contains("Run failed", "&lt;img src=x")
                .doesNotContain("<img", "<b>", "<script");
    }

    @Test
    void aPlanOfManyResourcesStaysReadable(Aks aks) throws Exception {
        String html = page("plan-many", aks.plan(many(), PlanOptions.standard()).toHtml());
        assertThat(html).contains("and 26 more");
    }

    @Test
    void aRefusedPlanShowsWhatStandsAgainstIt(Aks aks, SimulatedAzure azure) throws Exception {
        azure.quota(Region.WEST_EUROPE).cores("standardDDSv5Family", 8);
        assertThat(page(
                        "plan-refused",
                        aks.plan(group, vnet, cluster("1.35", "a")).toHtml()))
                .contains("This plan cannot be applied", "AKS-OFFER-010");
    }
}
