package dev.aks4j.core.internal.plan.run;

/** How the pages look: light or dark as the reader's system is, from a phone's width on. */
public final class Style {

    static final String CSS = """
            :root { color-scheme: light dark;
              --bg: #f7f8fa; --card: #ffffff; --ink: #1c2430; --soft: #5c6878; --line: #d9dee6;
              --create: #1a7f4b; --update: #9a6200; --remove: #b3261e; --none: #6b7686; --accent: #2457c5;
              --create-bg: #e4f5ec; --update-bg: #fbf0dc; --remove-bg: #fbe6e4; --none-bg: #eceff3; --ghost: #c9d1dc; }
            @media (prefers-color-scheme: dark) { :root {
              --bg: #12161c; --card: #1b212a; --ink: #e6eaf0; --soft: #9aa7b7; --line: #313a47;
              --create: #5fd39a; --update: #e8b45a; --remove: #ff8a80; --none: #93a0b1; --accent: #8ab0ff;
              --create-bg: #16301f; --update-bg: #33280f; --remove-bg: #3a1a18; --none-bg: #262e39; --ghost: #465264; } }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--bg); color: var(--ink);
              font: 15px/1.5 system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
            main { max-width: 1180px; margin: 0 auto; padding: 24px 20px 60px; }
            h1 { font-size: 1.5rem; margin: 0 0 4px; overflow-wrap: anywhere; }
            h2 { font-size: 1.05rem; margin: 30px 0 10px; }
            .sub { color: var(--soft); margin: 0 0 14px; overflow-wrap: anywhere; }
            .chips { display: flex; flex-wrap: wrap; gap: 8px; margin: 12px 0 0; }
            .chip { padding: 3px 10px; border-radius: 999px; font-size: .9rem; white-space: nowrap; display: inline-block; }
            .create { color: var(--create); background: var(--create-bg); }
            .update { color: var(--update); background: var(--update-bg); }
            .remove { color: var(--remove); background: var(--remove-bg); }
            .none { color: var(--none); background: var(--none-bg); }
            .card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; }
            .card + .card { margin-top: 10px; }
            .bad { border-left: 4px solid var(--remove); }
            .warn { border-left: 4px solid var(--update); }
            .card p { margin: 2px 0; overflow-wrap: anywhere; }
            .scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px; }
            svg text { fill: var(--ink); font: 13px system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
            svg .t { font-weight: 600; } svg .s { fill: var(--soft); font-size: 12px; } svg .u { fill: var(--soft); font-size: 11px; }
            svg rect { fill: var(--card); stroke: var(--line); stroke-width: 1.2; }
            svg rect.c-create { stroke: var(--create); } svg rect.c-update { stroke: var(--update); }
            svg rect.c-remove { stroke: var(--remove); }
            svg path { fill: none; stroke: var(--ghost); stroke-width: 1.6; }
            .gantt { display: grid; grid-template-columns: minmax(110px, 300px) 1fr minmax(70px, auto); gap: 3px 12px; align-items: center; }
            .gantt .name { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; font-size: .9rem; }
            .gantt .name em { font-style: normal; color: var(--soft); }
            .track { position: relative; height: 22px; background: var(--none-bg); border-radius: 4px; }
            .bar { position: absolute; top: 4px; height: 14px; border-radius: 3px; min-width: 3px; }
            .bar.expected { border: 1.5px solid var(--accent); top: 2px; height: 18px; opacity: .75; }
            .bar.real { background: var(--create); } .bar.real.failed { background: var(--remove); }
            .bar.real.running { background: var(--update); }
            .bar.planned { background: var(--accent); opacity: .8; }
            .gantt .time { font-size: .82rem; color: var(--soft); white-space: nowrap; }
            .legend { color: var(--soft); font-size: .85rem; margin: 8px 0 0; }
            table { border-collapse: collapse; width: 100%; font-size: .92rem; }
            td, th { text-align: left; padding: 5px 10px 5px 0; border-top: 1px solid var(--line); vertical-align: top;
              overflow-wrap: break-word; min-width: 84px; }
            th { color: var(--soft); font-weight: 600; border-top: 0; }
            code, .mono { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .88em; }
            pre { margin: 0; overflow-x: auto; white-space: pre; }
            details > summary { cursor: pointer; overflow-wrap: anywhere; }
            details table { margin-top: 8px; }
            .meter { height: 8px; background: var(--none-bg); border-radius: 4px; margin: 3px 0 9px; max-width: 560px; }
            .meter i { display: block; height: 8px; border-radius: 4px; background: var(--create); }
            .meter i.high { background: var(--update); } .meter i.full { background: var(--remove); }
            .big { height: 12px; background: var(--none-bg); border-radius: 6px; margin-top: 14px; }
            .big i { display: block; height: 12px; border-radius: 6px; background: var(--create); min-width: 2px; }
            .big i.failed { background: var(--remove); }
            @media (max-width: 640px) { main { padding: 16px 12px 40px; }
              .gantt { grid-template-columns: 1fr; gap: 2px; } .gantt .time { margin-bottom: 8px; }
              .wide { display: block; overflow-x: auto; } details code { white-space: nowrap; } }
            """;

    private Style() {}

    /** Returns the class of a change. */
    public static String of(dev.aks4j.core.plan.kind.Change change) {
        return switch (change) {
            case CREATE -> "create";
            case UPDATE, ROTATE -> "update";
            case REMOVE, RECREATE, FORBIDDEN -> "remove";
            case NONE -> "none";
        };
    }
}
