package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.internal.model.TimeText;
import dev.aks4j.core.plan.run.RunProgress;
import dev.aks4j.core.plan.run.StepResult;
import dev.aks4j.core.plan.run.StepResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A run as a page: what was expected beside what was. */
public final class RunPage {

    private final RunProgress progress;
    private final Html html = new Html();

    private RunPage(RunProgress progress) {
        this.progress = progress;
    }

    /** Returns the page. */
    public static String of(RunProgress progress) {
        RunPage page = new RunPage(progress);
        page.head();
        page.failures();
        page.timeline();
        return page.html.page("Run: " + progress.result().title());
    }

    private boolean failed() {
        return !progress.result().with(Outcome.FAILED).isEmpty();
    }

    private void head() {
        boolean done = progress.result().isSuccess();
        String state = done ? "done" : failed() ? "failed" : progress.underWay().isEmpty() ? "not done" : "under way";
        html.element("h1", "Run " + state + ": " + progress.result().title());
        String left =
                progress.expectedEnd().map(end -> ", expected to end at " + end).orElse("");
        html.element(
                "p",
                progress.result().run() + ", " + progress.done() + " of " + progress.total() + " steps done" + left
                        + ", as of " + progress.at(),
                "class",
                "sub");
        html.open("div", "class", "big")
                .open(
                        "i",
                        "class",
                        failed() ? "failed" : "good",
                        "style",
                        String.format(Locale.ROOT, "width:%.1f%%", 100 * progress.share()))
                .close("i")
                .close("div")
                .line();
    }

    private void failures() {
        for (StepResult step : progress.result().with(Outcome.FAILED)) {
            html.element("h2", "Failed: " + step.step()).line().open("div", "class", "card bad");
            String message = step.failure().map(Throwable::getMessage).orElse("Nothing is known of the reason.");
            message.lines().forEach(line -> html.element("p", line));
            step.causes().forEach(cause -> html.element("p", cause));
            step.failure()
                    .flatMap(failure -> Remedy.of(step.step(), failure))
                    .ifPresent(remedy -> html.element("p", "What to do: " + remedy));
            html.close("div").line();
        }
    }

    private void timeline() {
        List<StepResult> steps = progress.result().steps();
        Forecast forecast = Forecast.after(steps.stream()
                .map(step -> new Forecast.Left(step.step(), step.expected().orElse(Forecast.UNKNOWN), false))
                .toList());
        Optional<Instant> begin =
                steps.stream().flatMap(step -> step.begun().stream()).min(Instant::compareTo);
        StepTimeline timeline = new StepTimeline();
        for (StepResult step : steps) {
            List<StepTimeline.Bar> bars = new ArrayList<>();
            Forecast.Span span = forecast.span(step.step().id());
            bars.add(new StepTimeline.Bar("expected", span.from(), span.to()));
            if (step.begun().isPresent() && begin.isPresent()) {
                Duration from = Duration.between(begin.get(), step.begun().get());
                Duration took = progress.elapsed(step);
                String look = step.outcome() == Outcome.FAILED
                        ? "real failed"
                        : step.outcome() == Outcome.SUCCEEDED ? "real" : "real running";
                bars.add(new StepTimeline.Bar(look, from, from.plus(took)));
            }
            timeline.row(
                    step.step().change().verb() + " " + step.step().type(),
                    step.step().name(),
                    bars,
                    step.begun().isEmpty()
                            ? step.outcome().toString()
                            : step.outcome() + " " + TimeText.of(progress.elapsed(step)),
                    step.toString());
        }
        html.element("h2", "Steps").line();
        html.add(timeline.html()).line();
        html.element(
                "p",
                "Outlined: when the step was expected, as such steps usually take. Filled: when it was. Expected in all "
                        + TimeText.of(forecast.total()) + ".",
                "class",
                "legend");
    }
}
