package dev.aks4j.examples.quickstart;

import dev.aks4j.core.plan.run.RunEvent;

/** One line for each step that starts or ends. */
final class LineProgress implements Progress {

    private final Screen screen;

    LineProgress(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void show(RunEvent event) {
        switch (event.kind()) {
            case STARTED -> screen.line("  started  " + event.step());
            case SUCCEEDED -> screen.line("  " + event);
            case FAILED -> screen.line("  FAILED   " + event.step() + ": " + event.detail());
            case SKIPPED -> screen.line("  skipped  " + event.step());
            case UNDER_WAY, WAITING, RETRYING -> screen.line("  " + event);
            default -> {
                // an accepted write and a status read are of interest only where a bar can move
            }
        }
    }

    @Override
    public void close() {}
}
