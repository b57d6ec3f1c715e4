import { expect, it } from 'vitest';
import { amountFigure, figure } from './figure';
import figures from './figures.json';
import { points, risk } from './number';

// FigureTextTests reads the same table: a number is written alike by the server and here.
it.each(figures.numbers as [number, string][])('the number %s is written %s', (value, text) => expect(figure(value)).toBe(text));
it.each(figures.amounts as [number, string, string][])('the amount %s %s is written %s', (value, currency, text) => expect(amountFigure(value, currency)).toBe(text));
it.each(figures.risks as [number, string][])('the risk %s is written %s', (value, text) => expect(risk(value)).toBe(text));
it.each(figures.points as [number, string][])('%s points are written %s', (value, text) => expect(points(value)).toBe(text));
