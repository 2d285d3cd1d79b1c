/** The id that a component was made from. */
export function idOfComponent(component: string): string {
  const text = component.startsWith('X---')
    ? component.slice(2)
    : component.charAt(0).toLowerCase() + component.slice(1);
  return text.replace(/--([0-9a-f]+(?:-[0-9a-f]+)*)--/g, (_, run: string) =>
    String.fromCodePoint(...run.split('-').map((code) => Number.parseInt(code, 16))),
  );
}
