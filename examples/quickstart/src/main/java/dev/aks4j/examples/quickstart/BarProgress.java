package dev.aks4j.examples.quickstart;

import dev.aks4j.core.plan.run.RunEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** One bar for each step: how far it is, measured against how long such a step usually takes. */
final class BarProgress implements Progress {

    private static final long FULL = 100;
    private static final long ALMOST = 99;

    private final Map<String, ProgressBar> bars = new LinkedHashMap<>();

    @Override
    public synchronized void show(RunEvent event) {
        ProgressBar bar = bars.computeIfAbsent(event.step().id(), id -> open(event));
        switch (event.kind()) {
            case SUCCEEDED -> end(bar, Screen.time(event.elapsed()), FULL);
            case FAILED, SKIPPED -> end(bar, event.kind() + " " + event.detail(), bar.getCurrent());
            default -> {
                bar.stepTo(share(event));
                bar.setExtraMessage(event.detail());
            }
        }
    }

    private static ProgressBar open(RunEvent event) {
        return new ProgressBarBuilder()
                .setTaskName(event.step().toString())
                .setInitialMax(FULL)
                .setUpdateIntervalMillis(100)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .hideEta()
                .build();
    }

    private static long share(RunEvent event) {
        long expected = event.expected().map(Duration::toMillis).orElse(0L);
        return expected == 0 ? 0 : Math.min(ALMOST, event.elapsed().toMillis() * FULL / expected);
    }

    private static void end(ProgressBar bar, String message, long at) {
        bar.stepTo(at);
        bar.setExtraMessage(message);
        bar.close();
    }

    @Override
    public synchronized void close() {
        bars.values().forEach(ProgressBar::close);
    }
}
