"""Given names common enough in English and Spanish to show that a name is a person's; no list is ever whole."""

from __future__ import annotations

from archive.describe.wordlists import word_set

GIVEN = word_set(
    "Aaron Adam Adrian Alan Albert Alex Alexander Alexandra Alfred Alice Alison Allen Amanda Amy Andrea Andrew Andy Angela Ann Anna Anne Annie "
    "Anthony Arthur Ashley Barbara Barry Beatrice Ben Benjamin Bernard Bernie Beth Betty Bill Billy Bob Bobby Brad Bradley Brandon Brenda "
    "Brendan Brett Brian Bruce Bryan Cameron Carl Carol Caroline Catherine Cathy Charles Charlie Charlotte Chelsea Cheryl Chris Christian Christina "
    "Christine Christopher Chuck Cindy Claire Clara Colin Connie Craig Cynthia Dale Damien Dan Daniel Darren Dave David Dean Deborah Debbie "
    "Denise Dennis Derek Diana Diane Dianne Dick Dolores Don Donald Donna Dorothy Doug Douglas Duncan Dwight Earl Ed Eddie Edgar Edith Edward "
    "Edwin Eleanor Elizabeth Ellen Emily Emma Eric Erica Ernest Ethan Eugene Evan Eve Evelyn Florence Frances Frank Franklin Fred Frederick "
    "Gary Gavin Geoff Geoffrey George Gerald Gerard Gina Glen Glenn Gloria Gordon Graham Greg Gregory Hannah Harold Harry Harvey Hazel Heather "
    "Heidi Helen Henry Herbert Hilary Hillary Holly Howard Hugh Ian Irene Isaac Isabel Ivan Jack Jacob Jacqueline Jake James Jamie Jan Jane "
    "Janet Janice Jared Jason Jay Jean Jeff Jeffrey Jennifer Jenny Jeremy Jerry Jesse Jessica Jill Jim Jimmy Joan Joanna Joe Joel John Johnny "
    "Jon Jonathan Jordan Joseph Joshua Joyce Judith Judy Julia Julian Julie Justin Karen Karl Kate Katherine Kathleen Kathryn Kathy Katie Keith "
    "Kelly Ken Kenneth Kerry Kevin Kim Kimberly Kirk Kirsten Kurt Kyle Larry Laura Lauren Laurence Lawrence Lee Leo Leonard Leslie Lewis Lily "
    "Linda Lindsey Lisa Lloyd Lois Louis Louise Lucas Lucy Luke Lynn Malcolm Margaret Marie Marilyn Mark Marsha Martha Martin Marvin Mary Matt "
    "Matthew Maureen Maurice Max Megan Melanie Melissa Melvin Michael Michelle Mick Miguel Mike Mildred Mitch Mitchell Mohamed Mohammed Molly "
    "Monica Morgan Nancy Naomi Natalie Nathan Neil Nelson Nicholas Nick Nicola Nicole Nigel Nina Noah Nora Norma Norman Oliver Olivia Oscar "
    "Pamela Pat Patricia Patrick Paul Paula Pauline Peggy Penny Pete Peter Phil Philip Phillip Phyllis Rachel Ralph Randy Ray Raymond Rebecca "
    "Reginald Rhonda Richard Rick Rita Rob Robert Roberta Robin Rod Rodney Roger Roland Ron Ronald Ronnie Rosa Rosemary Ross Roy Russell Ruth "
    "Ryan Sally Sam Samantha Samuel Sandra Sara Sarah Scott Sean Sebastian Seth Shane Shannon Sharon Sheila Shirley Sidney Simon Sophia Sophie "
    "Stacy Stan Stanley Stella Stephanie Stephen Steve Steven Stewart Stuart Sue Susan Suzanne Sylvia Tara Ted Teresa Terence Terry Theodore "
    "Theresa Thomas Tim Timothy Tina Todd Tom Tommy Tony Tracy Trevor Valerie Vanessa Vera Veronica Victor Victoria Vincent Virgil Walter Wanda "
    "Warren Wayne Wendy Wilfred William Willie Winston Yvonne Zachary "
    "Adela Agustín Alberto Alejandra Alejandro Alfonso Alfredo Alicia Amalia Ana Andrés Ángel Ángela Antonia Antonio Arturo Aurora Beatriz Benito "
    "Blanca Camila Camilo Carlos Carmen Carolina Catalina Cecilia César Claudia Concepción Consuelo Cristina Cristóbal Daniela Diego Dolores "
    "Eduardo Elena Elisa Eloísa Elvira Emilia Emilio Enrique Ernesto Esperanza Esteban Eugenia Eva Fabiola Federico Felipe Fernanda Fernando "
    "Fidel Francisco Gabriel Gabriela Gerardo Gilberto Gonzalo Graciela Guadalupe Guillermo Gustavo Héctor Hernán Hugo Ignacio Inés Isabel Ismael "
    "Jaime Javier Jesús Joaquín Jorge José Josefa Josefina Juan Juana Julián Julio Laura Leonardo Leonor Leticia Lorenzo Lourdes Lucía Luis Luisa "
    "Luz Manuel Manuela Marcela Marcelo Marco Marcos Margarita María Mariana Mariano Mario Marta Mateo Mauricio Mercedes Mónica Néstor Nicolás "
    "Octavio Omar Óscar Pablo Patricio Pedro Pilar Rafael Ramón Raquel Raúl Reina Ricardo Roberto Rocío Rodolfo Rodrigo Rogelio Rosario "
    "Rubén Salvador Santiago Sergio Silvia Simón Sofía Soledad Susana Tomás Valentina Vicente Vilma Yolanda "
    "Jose Maria Jesus Angel Raul Hector Ines Julian Martin Ramon Ruben Sofia Tomas Cesar Joaquin Andres Oscar Nicolas Monica Veronica "
    "Abdul Ahmed Ali Hassan Ibrahim Omar Yusuf Giovanni Giuseppe Marco Paolo Pierre Jacques François Jean Michel Hans Klaus Jürgen Wolfgang Dmitri "
    "Igor Sergei Vladimir Yuri Mikhail Boris"
)
