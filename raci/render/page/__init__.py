"""The page: one self-contained HTML file for managers and auditors.

From Python
    ``organisation.render(shown, report, ...)`` is the organisation's page. ``assemble.render(data,
    title, modules)`` makes a page of plain data and of the names of modules of ``assets/``, each
    of which registers its tabs; ``main`` starts them. ``shell.shell(...)`` has the keys of the data
    that every page has, ``texts.both`` and ``texts.name_of`` its texts, ``entities.entities``
    departments, roles, platforms and activities, by index.

    ``plan.page`` and ``diff.page`` are pages of several versions: ``versions.Versions`` gives what
    is the same in all of them one number, and ``documents.documents`` makes the reports of both
    languages one.

From a module of ``assets/`` (``link`` says how modules are written)
    ``dom.js``     ``el(tag, props, ...children)``, ``svg(…)``, ``put(node, ...children)``,
    ``clear(node)``: the only way to make elements; texts are never markup.
    ``i18n.js``    ``t(key, values)``, ``count(key, n, values)``, ``pick(text)``, ``language()``.
    ``state.js``   ``get(key)``, ``set({key: value})``, ``onState(keys, listener)``: lives in
    ``location.hash``; an empty value is the default.
    ``names.js``   ``label(entity)`` (with its id where wished), ``entityOf(ref)``,
    ``refLabel(ref)``; ``idOf(kind, index)`` and ``numberOf(kind, id)``, by which the hash names
    entities.
    ``tabs.js``    ``register({id, title, when(data), render(container, data), print(container,
    data)})``: ``title`` is a key of a phrase; without ``when`` there is always something to show;
    ``render`` is called when the tab is opened and again when the language changes, and may return
    a function that is called before the next time; ``print`` (optional) builds what is printed.
    ``panel.js``   ``openPanel({kind, index})``, ``registerPanel(kind, (data, index) => ({title,
    body}))``: the drawer beside the page.
    ``table.js``   ``factTable(table, data)``: a sortable table of facts.
    ``versions.js``  ``versionOf(data, at)``, ``difference(before, after)``: the versions of a plan.
    ``findings-list.js``  ``findingItem(data, index)``: a finding with its text, place and fix.

Words are phrases of ``render/phrases/page*.json``, a file a module or two; ``shell`` is told which.
"""
