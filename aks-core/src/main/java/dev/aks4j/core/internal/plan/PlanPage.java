package dev.aks4j.core.internal.plan;

import dev.aks4j.core.internal.model.TimeText;
import dev.aks4j.core.internal.plan.kind.PropertyText;
import dev.aks4j.core.internal.plan.run.Forecast;
import dev.aks4j.core.internal.plan.run.Html;
import dev.aks4j.core.internal.plan.run.StepTimeline;
import dev.aks4j.core.internal.plan.run.Style;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanEntry;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.PlanNote;
import dev.aks4j.core.plan.run.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A plan as a page. */
public final class PlanPage {

    private static final Pattern SHARE = Pattern.compile("([0-9][0-9,]*) of ([0-9][0-9,]*)");

    private final Plan plan;
    private final Html html = new Html();

    private PlanPage(Plan plan) {
        this.plan = plan;
    }

    /**
     * Returns the page.
     *
     * @param title the plan in a few words
     * @param made when it was made
     */
    public static String of(Plan plan, String title, Instant made) {
        PlanPage page = new PlanPage(plan);
        page.head(title, made);
        page.findings("This plan cannot be applied", plan.problems(), "bad");
        page.findings("Warnings", plan.warnings(), "warn");
        page.graph();
        page.time();
        page.access();
        page.resources();
        plan.notes().forEach(page::note);
        page.unmanaged();
        return page.html.page("Plan: " + title);
    }

    private void head(String title, Instant made) {
        boolean quiet = plan.steps().isEmpty() && plan.problems().isEmpty();
        html.element("h1", quiet ? "No changes" : "Plan: " + title);
        html.element(
                "p",
                "subscription " + plan.subscriptionId()
                        + (plan.regions().isEmpty() ? "" : ", " + String.join(", ", plan.regions())) + ", made "
                        + made.toString(),
                "class",
                "sub");
        html.open("div", "class", "chips");
        Map<String, Integer> counts = new LinkedHashMap<>();
        plan.entries().forEach(entry -> counts.merge(entry.change().verb(), 1, Integer::sum));
        for (Change change : Change.values()) {
            if (counts.containsKey(change.verb())) {
                html.element(
                        "span",
                        change.verb() + " " + resources(counts.get(change.verb())),
                        "class",
                        "chip " + Style.of(change));
            }
        }
        html.close("div").line();
    }

    private static String resources(int count) {
        return count == 1 ? "1 resource" : count + " resources";
    }

    private void findings(String title, List<Problem> problems, String style) {
        if (problems.isEmpty()) {
            return;
        }
        html.element("h2", title).line();
        for (Problem problem : problems) {
            html.open("div", "class", "card " + style)
                    .open("p")
                    .element("code", problem.rule())
                    .text(" " + problem.path() + " = " + problem.value() + " " + problem.what() + ".")
                    .close("p");
            problem.prevents().ifPresent(error -> html.element("p", error + ".", "class", "sub"));
            html.element("p", problem.fix()).close("div").line();
        }
    }

    private void graph() {
        WaveGraph graph = new WaveGraph(plan.entries(), plan.steps());
        if (!graph.isEmpty()) {
            html.element("h2", "What changes, turn by turn").line();
            html.open("div", "class", "scroll").add(graph.html()).close("div").line();
        }
    }

    private void time() {
        if (plan.steps().isEmpty()) {
            return;
        }
        Forecast forecast = Forecast.of(plan.steps());
        StepTimeline timeline = new StepTimeline();
        for (Step step : plan.steps()) {
            Forecast.Span span = forecast.span(step.id());
            timeline.row(
                    step.change().verb() + " " + step.type(),
                    step.name(),
                    List.of(new StepTimeline.Bar("planned", span.from(), span.to())),
                    TimeText.of(span.to().minus(span.from())),
                    step.toString());
        }
        html.element("h2", "Expected time: about " + TimeText.of(forecast.total()))
                .line();
        html.add(timeline.html()).line();
        html.element(
                "p",
                "As such steps usually take; Azure promises no times. Steps of which no usual time is known count as "
                        + TimeText.of(Forecast.UNKNOWN) + ".",
                "class",
                "legend");
    }

    private void access() {
        List<PlanEntry> grants = plan.entries().stream()
                .filter(entry -> entry.address() instanceof Address.InAzure there
                        && there.id().type().equalsIgnoreCase("Microsoft.Authorization/roleAssignments"))
                .toList();
        if (grants.isEmpty()) {
            return;
        }
        html.element("h2", "Who gets which right where").line().open("div", "class", "card");
        html.open("table", "class", "wide").open("tr");
        List.of("", "role", "who and where").forEach(head -> html.element("th", head));
        html.close("tr");
        for (PlanEntry grant : grants) {
            html.open("tr")
                    .open("td")
                    .element("span", grant.change().verb(), "class", "chip " + Style.of(grant.change()))
                    .close("td")
                    .element("td", grant.name())
                    .element("td", grant.summary())
                    .close("tr");
        }
        html.close("table").close("div").line();
    }

    private void resources() {
        html.element("h2", "Resources").line();
        html.open("div", "class", "card").open("table", "class", "wide").open("tr");
        List.of("", "kind", "name", "what").forEach(head -> html.element("th", head));
        html.close("tr").line();
        plan.entries().forEach(this::resource);
        html.close("table").close("div").line();
    }

    private void resource(PlanEntry entry) {
        html.open("tr")
                .open("td")
                .element("span", entry.change().verb(), "class", "chip " + Style.of(entry.change()))
                .close("td")
                .element("td", entry.type())
                .element("td", entry.name())
                .open("td")
                .text(entry.summary());
        entry.parts()
                .forEach(part -> html.open("div")
                        .element("span", part.change().mark() + " ", "class", "mono")
                        .text(part.line().type() + " " + part.line().name() + "   "
                                + part.line().summary())
                        .close("div"));
        if (!entry.differences().isEmpty()) {
            differences(entry.address(), entry.differences());
        }
        html.close("td").close("tr").line();
    }

    private void differences(Address address, List<Difference> all) {
        html.open("details", all.size() <= 12 ? new String[] {"open", "open"} : new String[0])
                .element("summary", all.size() == 1 ? "1 difference" : all.size() + " differences")
                .open("table");
        for (Difference one : all) {
            html.open("tr")
                    .open("td")
                    .element("code", PropertyText.property(one.path()))
                    .close("td")
                    .element(
                            "td",
                            PropertyText.value(address, one.path(), one.before(), one.after()) + " → "
                                    + PropertyText.value(address, one.path(), one.after(), one.before()))
                    .element("td", one.reason())
                    .close("tr");
        }
        html.close("table").close("details");
    }

    private void note(PlanNote note) {
        html.element("h2", note.title()).line().open("div", "class", "card");
        for (String line : note.lines()) {
            html.open("pre", "class", "mono").text(line).close("pre");
            Matcher share = SHARE.matcher(line);
            if (share.find()) {
                meter(number(share.group(1)), number(share.group(2)));
            }
        }
        html.close("div").line();
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace(",", ""));
    }

    private void meter(double used, double all) {
        double share = all == 0 ? 100 : Math.min(100, 100 * used / all);
        html.open("div", "class", "meter")
                .open(
                        "i",
                        "class",
                        share > 99 ? "full" : share > 75 ? "high" : "low",
                        "style",
                        String.format(Locale.ROOT, "width:%.1f%%", share))
                .close("i")
                .close("div");
    }

    private void unmanaged() {
        if (plan.unmanaged().isEmpty()) {
            return;
        }
        html.element("h2", "Not declared by any spec, left alone").line().open("div", "class", "card");
        List<Map.Entry<String, List<Difference>>> all =
                new ArrayList<>(plan.unmanaged().entrySet());
        html.open("table", "class", "wide");
        all.forEach(resource -> resource.getValue()
                .forEach(one -> html.open("tr")
                        .element("td", resource.getKey())
                        .open("td")
                        .element("code", PropertyText.property(one.path()))
                        .close("td")
                        .element("td", PropertyText.value(one.path(), one.before()))
                        .element("td", one.reason())
                        .close("tr")));
        html.close("table").close("div").line();
    }
}
